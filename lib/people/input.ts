/** What people type about people. Node and tests use it; forms repeat its bounds as HTML attributes. */
import * as z from 'zod'
import { words } from '#lib/incident/shapes.ts'
import { passwordLength } from '#lib/people/model.ts'
import { isZone } from '#lib/time/zone.ts'

export const personName = words(120)
export const organisationName = words(120)
export const accountRole = z.enum(['admin', 'member', 'observer'], 'Choose admin, member or observer.')

// One address, in ASCII, without quotes: "a@x,b@y", a look-alike @ and a quoted local part are refused (T19).
const addressForm =
  /^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/

/** An e-mail address, stored in lower case: two spellings of one mailbox are one person. */
export const email = z
  .string('Write an e-mail address.')
  .transform((value) => value.trim().toLowerCase())
  .refine(
    (value) => value.length <= 254 && addressForm.test(value),
    'Write one e-mail address, such as ines@example.org.',
  )

/** A password to be set. What is typed at sign-in is not checked against it. */
export const newPassword = z
  .string('Choose a password.')
  .min(passwordLength.least, `Use at least ${passwordLength.least} characters.`)
  .max(passwordLength.most, `Use at most ${passwordLength.most} characters.`)

/** An IANA zone by name, no bare offset: an offset does not know summer time. */
export const timeZone = z
  .string('Choose a time zone.')
  .refine((value) => /^[A-Za-z]/.test(value) && isZone(value), 'Choose a time zone, such as Europe/Berlin.')

export const oneTimeToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'Open the whole link.')
export const id = z.uuid('There is nothing by this id.')

/** Names a session without being able to use it: the SHA-256 of its cookie. */
export const sessionHash = z.string().regex(/^[0-9a-f]{64}$/, 'There is no such session.')

/** An issuer, or what it calls an account: kept letter by letter, as nothing but the whole of it names anybody. */
export const nameElsewhere = z
  .string()
  .min(1)
  .max(500)
  .refine((value) => !value.includes('\u0000') && value.isWellFormed())

/** A telephone number that works from anywhere (E.164), however it is spaced; empty is none. */
export const phone = z
  .string()
  .transform((value) => value.replaceAll(/[\s().\-/\u2010-\u2015]/g, ''))
  .refine(
    (value) => value === '' || /^\+[1-9]\d{6,14}$/.test(value),
    'Write it with + and the code of its country, such as +49 30 5550142.',
  )
  .transform((value) => value || null)

export const theme = z.enum(['system', 'light', 'dark'], 'Choose system, light or dark.')

/** What shows that it is really them: the present password, or for who has none, a session that has just begun. */
export const proof = { current: z.string().max(1000), session: sessionHash }

/** Where in the list of accounts a page's address points; what cannot be read counts as absent. */
export function accountPlace(params: Record<string, string | string[] | undefined>): {
  q: string
  after: string | null
} {
  const q = z.string().max(120).safeParse(params.q).data ?? ''
  return { q: q.replaceAll('\u0000', '').trim(), after: id.safeParse(params.after).data ?? null }
}
