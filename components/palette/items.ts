/** What the palette offers, in its order: incidents, what can be done, where to go, people. Pure. */
import type { PaletteAction } from '#components/palette/actions.ts'
import { closeness } from '#components/palette/match.ts'
import type { Kind, Severity, Status } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'

export type ItemMark =
  | { mark: 'incident'; severity: Severity; kind: Kind }
  | { mark: 'person'; name: string }
  | { mark: 'do' | 'declare' | 'place' | 'theme' | 'keys' | 'leave' }

export type Item = ItemMark & {
  id: string
  says: string
  /** Beside it, quieter. */
  detail?: string
  /** Words that find it too. */
  also?: string
  /** Its single key, as it is pressed. */
  keys?: string
  /** Milliseconds since which its clock runs. */
  since?: number
  /** Shown only once it is looked for. */
  isAside?: true
} & ({ href: string } | { run: () => void })

export type Group = { name: 'Incidents' | 'Do' | 'Go to' | 'People'; items: Item[] }

export type FoundIncident = {
  ref: string
  topic: string
  severity: Severity
  kind: Kind
  status?: Status
  /** Milliseconds; runs while the incident is open. */
  since?: number
}

export type Offer = {
  open: readonly FoundIncident[]
  found: readonly FoundIncident[]
  actions: readonly PaletteAction[]
  /** What can be done on every page. */
  always: readonly Item[]
  places: readonly Item[]
  people: readonly Item[]
}

const mostIncidents = 8
const mostPeople = 6

/** `>` asks for what can be done alone, `#` for incidents alone. */
export function readTyped(typed: string): { only: '>' | '#' | null; text: string } {
  const first = typed.trimStart()[0]
  const only = first === '>' || first === '#' ? first : null
  return { only, text: (only ? typed.trimStart().slice(1) : typed).trim() }
}

/** The groups that fit what is typed; none is empty. */
export function groupsOf(typed: string, offer: Offer): Group[] {
  const { only, text } = readTyped(typed)
  const actions = offer.actions.map((action, index): Item => ({ id: `do-${index}`, mark: 'do', ...action }))
  const always = offer.always.filter(({ isAside }) => !isAside || text !== '' || only === '>')
  const groups: Group[] = [
    { name: 'Incidents', items: only === '>' ? [] : incidentsOf(text, offer) },
    { name: 'Do', items: only === '#' ? [] : fitting(text, [...actions, ...always]) },
    { name: 'Go to', items: only ? [] : fitting(text, offer.places) },
    // Nobody looks for a colleague without a letter of the name.
    { name: 'People', items: only || text === '' ? [] : fitting(text, offer.people).slice(0, mostPeople) },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

/** Open ones first, as they are known here, then what the server found besides. */
function incidentsOf(text: string, { open, found }: Offer): Item[] {
  const known = new Set(open.map(({ ref }) => ref))
  const others = text === '' ? [] : found.filter(({ ref }) => !known.has(ref))
  // What the server found in an open incident's log counts, even when its topic does not say it.
  const deeper = new Set(text === '' ? [] : found.map(({ ref }) => ref))
  const fittingHere = open.filter(
    ({ ref, topic }) => closeness(`${ref} ${topic}`, text) > 0 || deeper.has(ref),
  )
  return [...fittingHere, ...others].slice(0, mostIncidents).map(itemOf)
}

function itemOf({ ref, topic, severity, kind, status, since }: FoundIncident): Item {
  return {
    id: ref,
    mark: 'incident',
    severity,
    kind,
    says: topic,
    detail: status ? `${ref} ${statusNames[status]}` : ref,
    href: `/incidents/${ref}`,
    ...(since === undefined ? {} : { since }),
  }
}

function fitting(text: string, items: readonly Item[]): Item[] {
  if (text === '') return [...items]
  return items
    .map((item) => ({ item, how: closeness(`${item.says} ${item.also ?? ''}`, text) }))
    .filter(({ how }) => how > 0)
    .toSorted((a, b) => b.how - a.how)
    .map(({ item }) => item)
}
