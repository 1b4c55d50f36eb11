/**
 * Texts of a section that the server does not have yet, in this browser: over a reload, a closed browser, an ended
 * session and a new version. By person, so that nobody is shown or sends what somebody else wrote on the same device,
 * and by tab, so that two of them do not write over each other.
 */
import type { Draft, KeptDraft } from '#components/document/writing.ts'

export type SectionPlace = {
  personId: string
  ref: string
  document: 'report' | 'post_mortem'
  section: string
}

const places = 'sitrep:section:'

const prefix = ({ personId, ref, document, section }: SectionPlace) =>
  `${places}${personId}:${ref}:${document}:${section}:`

/** The newest text that is kept of this section, unless another open page is writing it. */
export async function findKept(place: SectionPlace): Promise<KeptDraft | null> {
  const [newest = null] = keptTexts(place)
  if (newest === null) return null
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return held.some(({ name }) => name === lockOf(place)) ? null : newest
}

/** Those that are kept of this section, the newest first. */
function keptTexts(place: SectionPlace): KeptDraft[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix(place)))
    const found = keys.map((key) => readDraft(localStorage.getItem(key)))
    return found.flatMap((one) => (one ? [one] : [])).sort((a, b) => (a.at < b.at ? 1 : -1))
  } catch {
    // Closed storage keeps nothing.
    return []
  }
}

/** Keeps what this tab has of it. False when this device keeps nothing. */
export function keepText(place: SectionPlace, draft: Draft): boolean {
  try {
    const kept: KeptDraft = { ...draft, at: new Date().toISOString() }
    localStorage.setItem(`${prefix(place)}${tabName()}`, JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

/** The server has this text, or nobody wants it: it is kept for no tab any more. */
export function forgetText(place: SectionPlace, text: string | null): void {
  try {
    const own = `${prefix(place)}${tabName()}`
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(prefix(place))) continue
      if (key === own || readDraft(localStorage.getItem(key))?.text === text) localStorage.removeItem(key)
    }
  } catch {
    // Nothing was kept then.
  }
}

/** Every text that is kept of this person, whatever it belongs to, with what takes it off the device. */
export function allKept(personId: string): { place: SectionPlace; draft: Draft; forget: () => void }[] {
  try {
    return Object.keys(localStorage).flatMap((key) => {
      const [person, ref, document, section] = key.startsWith(places)
        ? key.slice(places.length).split(':')
        : []
      const stored = localStorage.getItem(key)
      const kept = person === personId ? readDraft(stored) : null
      if (!kept || !ref || !section || (document !== 'report' && document !== 'post_mortem')) return []
      const { at: _at, ...draft } = kept
      const forget = () => {
        // Somebody may have written on meanwhile.
        if (localStorage.getItem(key) === stored) localStorage.removeItem(key)
      }
      return [{ place: { personId, ref, document, section }, draft, forget }]
    })
  } catch {
    return []
  }
}

/** Held by a page on which the section is being written, so that no other page sends its text meanwhile. */
export const lockOf = (place: SectionPlace) => prefix(place)

/** Survives a reload, and is another one in another tab. */
function tabName(): string {
  const known = sessionStorage.getItem('sitrep:tab')
  if (known) return known
  const made = Math.random().toString(36).slice(2)
  sessionStorage.setItem('sitrep:tab', made)
  return made
}

/** What `keepText` of this or an earlier version wrote; null when it is something else. */
function readDraft(stored: string | null): KeptDraft | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    const { revision, text, composedThen, at } = value as Partial<Record<keyof KeptDraft, unknown>>
    const isText = text === null || typeof text === 'string'
    if (typeof revision !== 'number' || !isText) return null
    if (typeof composedThen !== 'string' || typeof at !== 'string') return null
    return { revision, text, composedThen, at }
  } catch {
    return null
  }
}
