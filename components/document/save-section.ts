/** Sends the text of one section: plain HTTP with the session's cookie (D8). */
import type { SectionPlace } from '#components/document/kept-text.ts'
import { tracked } from '#components/document/saving.ts'
import type { Draft, SaveAnswer } from '#components/document/writing.ts'
import { addressOf } from '#components/live/server.ts'
import type { WorkingSection } from '#lib/document/model.ts'

const answerWithinMs = 20_000

/** Saves in the name of that person alone. Whatever leaves open if it arrived is `unreachable`. */
export function saveSection(place: SectionPlace, draft: Draft): Promise<SaveAnswer> {
  return tracked(send(place, draft))
}

async function send(place: SectionPlace, draft: Draft): Promise<SaveAnswer> {
  // Asked without a network, the browser would complain in its console each time.
  if (!navigator.onLine) return { kind: 'unreachable' }
  try {
    const response = await fetch(sectionAddress(place), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Signed-In-As': place.personId },
      body: JSON.stringify(draft),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (response.status === 401) return { kind: 'signed out' }
    if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' }
    const body: unknown = await response.json()
    // The address documents both shapes.
    if (response.ok) return { kind: 'saved', section: body as WorkingSection }
    return readRefusal(body as Refusal)
  } catch {
    return { kind: 'unreachable' }
  }
}

type Refusal = {
  detail?: string
  fields?: Record<string, string>
  details?: Partial<WorkingSection>
}

function readRefusal({ detail, fields = {}, details = {} }: Refusal): SaveAnswer {
  const { section, revision, text, composedThen, editedBy, editedAt } = details
  if (section && revision && text !== undefined && composedThen !== undefined && editedBy && editedAt) {
    return { kind: 'conflict', theirs: { section, revision, text, composedThen, editedBy, editedAt } }
  }
  return { kind: 'refused', why: Object.values(fields).join(' ') || detail || 'The server refused it.' }
}

function sectionAddress({ ref, document, section }: SectionPlace): string {
  return `${addressOf(ref)}/documents/${document.replaceAll('_', '-')}/sections/${section}`
}
