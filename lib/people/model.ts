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
  phone: string | null
  role: AccountRole
  /** Names the version of their picture; null: initials. */
  picture: string | null
  /** `invited` until the invitation is used, or somebody signed in at a provider. */
  state: 'active' | 'invited' | 'disabled'
}

/** Where people sign in besides by password. */
export const providerIds = ['openid', 'google', 'github'] as const
export type ProviderId = (typeof providerIds)[number]
/** A way to sign in as it is offered. */
export type OfferedProvider = { id: ProviderId; name: string }

/** Why an account at a provider does not get in. */
export type Refusal = 'not-invited' | 'not-verified' | 'disabled' | 'linked-otherwise' | 'failed'

/** An account at a provider that a person was linked to. */
export type LinkedAccount = { provider: ProviderId; issuer: string; email: string; linkedAt: string }

/** A signed-in browser as it is listed. */
export type SessionRow = {
  /** SHA-256 of its cookie: names it, and cannot be used to sign in. */
  hash: string
  /** "Firefox on Linux", or null when the browser did not say. */
  browser: string | null
  createdAt: string
  seenAt: string
  method: 'password' | ProviderId | null
}

/** How many bytes a picture may have, and how wide it is made before it is sent, in pixels. */
export const pictureLimits = { bytes: 524_288, pixels: 256 } as const

/** Where a person's picture is; `version` is what `picture` says. Null without one. */
export function pictureAddress({ id, picture }: { id: string; picture: string | null }): string | null {
  return picture === null ? null : `/api/v1/people/${id}/picture?v=${picture}`
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
export type ShownLink = {
  for: string
  purpose: 'invite' | 'reset'
  address: string
  /** It also goes to its person by mail. */
  mailed: boolean
}

/** A new API token, shown this once. */
export type ShownToken = { name: string; token: string }

const methodNames: Record<NonNullable<SessionRow['method']>, string> = {
  password: 'by password',
  openid: 'by OpenID Connect',
  google: 'by Google',
  github: 'by GitHub',
}

/** How a session began, to follow "Signed in". */
export function methodName(method: SessionRow['method']): string {
  return method === null ? '' : methodNames[method]
}

const providerNames: Record<ProviderId, string> = {
  openid: 'OpenID Connect',
  google: 'Google',
  github: 'GitHub',
}

/** What a provider is called where nobody named it. */
export function providerName(provider: ProviderId): string {
  return providerNames[provider]
}
