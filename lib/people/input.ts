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
