import * as z from 'zod/mini'
import { affectedChoices, type DeclareForm } from '#components/declare/form.ts'

/** A form kept on this device: what was typed, and the key that it is sent with, also after a reload. */
export type Draft = { form: DeclareForm; key: string }

const Draft = z.object({
  form: z.object({
    severity: z.nullable(z.enum(['SEV1', 'SEV2', 'SEV3'])),
    topic: z.string(),
    reported: z.string(),
    reportedBy: z.string(),
    source: z.string(),
    time: z.string(),
    date: z.string(),
    affected: z.nullable(z.enum(affectedChoices)),
    affectedMore: z.string(),
    isDrill: z.boolean(),
  }),
  key: z.string(),
})

/** The draft of this person on this device, or null. */
export function readDraft(personId: string): Draft | null {
  try {
    const parsed = Draft.safeParse(JSON.parse(localStorage.getItem(place(personId)) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Keeps the draft; null forgets it. Where the browser keeps nothing, neither do we. */
export function keepDraft(personId: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(place(personId), JSON.stringify(draft))
    else localStorage.removeItem(place(personId))
  } catch {
    // Private windows may refuse; the form still works.
  }
}

function place(personId: string): string {
  return `sitrep:declare:${personId}`
}
