/** The invented company of the demonstration and its people. */
import type { AccountRole } from '#lib/incident/policy.ts'

export const company = { name: 'Northfield Supply', timeZone: 'Europe/Berlin' }

/** One for all: the demonstration is bound to this machine, and people try it as several of them. */
export const password = 'northfield-demo'

export type Member = { key: string; name: string; email: string; role: AccountRole }

/** The first one sets the instance up. Stories name people by `key`. */
export const cast: [Member, ...Member[]] = [
  member('ines', 'Ines Okafor', 'admin'),
  member('rafael', 'Rafael Nunes', 'admin'),
  member('jonas', 'Jonas Beck', 'member'),
  member('priya', 'Priya Raman', 'member'),
  member('tomasz', 'Tomasz Wójcik', 'member'),
  member('dele', 'Dele Adeyemi', 'member'),
  member('mara', 'Mara Lindqvist', 'member'),
  member('hanna', 'Hanna Petrov', 'member'),
  member('sam', 'Sam Keller', 'member'),
  member('zoe', 'Zoë Đurić', 'member'),
  member('lotte', 'Lotte Meyer', 'observer'),
  member('rohan', 'Rohan Das', 'observer'),
]

function member(key: string, name: string, role: AccountRole): Member {
  return { key, name, role, email: `${key}@northfield.example` }
}

/** Those who are told how it went, without an account. */
export const stakeholders = [
  stakeholder('Management', 'Astrid Holm', 'astrid.holm'),
  stakeholder('Management', 'Viktor Brandt', 'viktor.brandt'),
  stakeholder('Customer success', 'Noemi Farkas', 'noemi.farkas'),
  stakeholder('Customer success', 'Ben Achterberg', 'ben.achterberg'),
  stakeholder('Customer success', 'Yusuf Demir', 'yusuf.demir'),
  stakeholder('Operations', 'Greta Lindholm', 'greta.lindholm'),
  stakeholder('Operations', 'Oskar Nowak', 'oskar.nowak'),
]

/** Which groups a report goes to, by severity. */
export const groupsToTell = {
  SEV1: ['Management', 'Customer success', 'Operations'],
  SEV2: ['Customer success', 'Operations'],
  SEV3: ['Operations'],
}

function stakeholder(group: string, name: string, account: string) {
  return { name, group, email: `${account}@northfield.example` }
}
