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
