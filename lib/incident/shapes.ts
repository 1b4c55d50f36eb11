/** Zod shapes that several entries and commands share. */
import * as z from 'zod'
import { labelKinds, roles, settableMilestones, severities, statuses } from './incident.ts'
import { isWebAddress } from './web-address.ts'

export const limits = { topic: 300, label: 60, line: 500, text: 20_000, url: 2_000 } as const
/** The largest number that an entry can have: Postgres's integer. */
export const lastSeq = 2_147_483_647

// Postgres refuses U+0000 and a lone surrogate has no UTF-8: refuse both here, where the field can be named.
const storable = (value: string) => !value.includes('\u0000') && value.isWellFormed()
const unstorable = 'Remove the control character U+0000 and broken characters.'

/** Words of at most `max` characters, trimmed, not empty. */
export const words = (max: number) =>
  z
    .string('Write a text.')
    .refine(storable, unstorable)
    .transform((value) => value.trim())
    .pipe(z.string().min(1, 'Write at least one character.').max(max, `Write at most ${max} characters.`))

/** Words on one line. */
export const oneLine = (max: number) =>
  words(max).refine((value) => !/\p{Cc}|[\u2028\u2029]/u.test(value), 'Write it on one line.')

/** An instant with an offset, made UTC with milliseconds. Input without an offset is refused (D6). */
export const instant = z.iso
  .datetime({
    offset: true,
    error: 'Write an instant with its offset, such as 2026-05-14T14:02:11+02:00 or 2026-05-14T12:02:11Z.',
  })
  .transform((value, context) => {
    const at = new Date(value)
    const year = at.getUTCFullYear()
    if (Number.isNaN(at.getTime()) || year < 2000 || year > 9999) {
      context.addIssue({ code: 'custom', message: 'Write a date from the year 2000 on.' })
      return z.NEVER
    }
    return at.toISOString()
  })

/** An instant as entries store it. */
export const storedInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

export const severity = z.enum(severities, `Choose one of ${severities.join(', ')}.`)
export const status = z.enum(statuses)
export const milestone = z.enum(settableMilestones, `Choose one of ${settableMilestones.join(', ')}.`)
/** The number of an entry. */
export const entryNumber = z
  .int('Give the number of an entry, from 1 on.')
  .min(1, 'Give the number of an entry, from 1 on.')
  .max(lastSeq, 'No entry has so high a number.')
/** INC-42 or DRILL-7, any case, made upper case (D7). */
export const incidentRef = z
  .string('Name an incident, such as INC-42.')
  .regex(/^(INC|DRILL)-[1-9]\d{0,8}$/i, 'Name an incident, such as INC-42.')
  .transform((ref) => ref.toUpperCase())
  .meta({ examples: ['INC-42'] })
export const label = z.strictObject({ kind: z.enum(labelKinds), name: z.string() })
export const role = z.enum(roles, `Choose one of ${roles.join(', ')}.`)
export const personRef = z.strictObject({ id: z.string(), name: z.string() })
export const personId = z
  .uuid('Give the id of a person, as /api/v1/people lists them.')
  .transform((id) => id.toLowerCase())

/** An answer as stored: words, or an explicit "not yet known". */
export const answer = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ notYetKnown: z.literal(true) }),
])

/** An answer as typed: plain words, `{text}` or `{notYetKnown: true}`. */
export const answerInput = z.union(
  [
    words(limits.text).transform((text) => ({ text })),
    z.strictObject({ text: words(limits.text) }),
    z.strictObject({ notYetKnown: z.literal(true) }),
  ],
  'Write the answer as {"text": "…"}, or {"notYetKnown": true}.',
)

/** A link that is safe to render: http, https or mailto only. */
export const webAddress = words(limits.url).refine(
  isWebAddress,
  'Write a full address that starts with https://, http:// or mailto:.',
)

/** The number of a saved version of a document. */
export const versionNumber = z
  .int('Give the number of a saved version, from 1 on.')
  .min(1, 'Give the number of a saved version, from 1 on.')
  .max(lastSeq, 'No version has so high a number.')
/** Who gets a mail, from the directory of stakeholders. */
export const stakeholderIds = z
  .array(
    z
      .uuid('Give the ids of stakeholders, as /api/v1/stakeholders lists them.')
      .transform((id) => id.toLowerCase()),
    'Give the ids of stakeholders, as /api/v1/stakeholders lists them.',
  )
  .min(1, 'Name at least one stakeholder.')
  .max(500, 'Name at most 500 stakeholders.')
