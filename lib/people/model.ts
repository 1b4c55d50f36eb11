/** What people are to SitRep: pure, also for the browser. */
import type { AccountRole } from '#lib/incident/policy.ts'

export const passwordLength = { least: 12, most: 200 } as const

/** The roles of an account with what each may do, in rising order. */
export const accountRoles: readonly { role: AccountRole; name: string; may: string }[] = [
  { role: 'observer', name: 'Observer', may: 'Reads everything, writes nothing.' },
  { role: 'member', name: 'Member', may: 'Declares incidents, takes roles, keeps the log.' },
  { role: 'admin', name: 'Admin', may: 'Also looks after people and tokens.' },
]

/** A person as Settings → People lists them. */
export type Account = {
  id: string
  name: string
  email: string
  role: AccountRole
  /** `invited` until the invitation is used. */
  state: 'active' | 'invited' | 'disabled'
}

/** An API token as Settings → API tokens lists it; the token itself is shown once, when it is made. */
export type TokenRow = {
  id: string
  name: string
  role: AccountRole
  /** Whom it acts as; null: a service. */
  person: { id: string; name: string } | null
  createdAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}

/** The right of an account as people read it. */
export function roleName(role: AccountRole): string {
  return accountRoles.find((row) => row.role === role)?.name ?? role
}

/** A one-time link as it is shown, this once, to be copied and handed over. */
export type ShownLink = { for: string; purpose: 'invite' | 'reset'; address: string }

/** A new API token, shown this once. */
export type ShownToken = { name: string; token: string }
