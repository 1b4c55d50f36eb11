/**
 * What changed between two texts in Markdown, by words. Pure, also for the browser; it brings a package along, so a page
 * loads it when somebody asks (components/document/text-difference.tsx).
 */
import { diffArrays } from 'diff'

export type DifferencePart = { text: string; change: 'same' | 'added' | 'removed' }

/** Words of any script, numbers with their points and colons, line breaks one by one, other marks one by one. */
const piece = /[\p{L}\p{M}\p{N}_]+(?:[.:,'’-][\p{L}\p{M}\p{N}_]+)*|\r?\n|[^\S\n]+|[^\p{L}\p{M}\p{N}_\s]/gu
/** Above so many changes the search for the shortest way takes too long, and nobody could read its result. */
const MOST_CHANGES = 1_000

/**
 * The parts of both texts in reading order: what was removed stands before what was added in its place. Those that are
 * the same or removed make `before` again, those that are the same or added make `after`.
 */
export function differenceOf(before: string, after: string): DifferencePart[] {
  const parts = byPieces(before, after, piece) ?? byPieces(before, after, /[^\n]*\n|[^\n]+$/g)
  return joined(parts ?? whole(before, after))
}

/** Both texts as one to go on from: every line of either, those that are the same once. */
export function joinedOf(one: string, other: string): string {
  const lines = diffArrays(one.split('\n'), other.split('\n'), { maxEditLength: MOST_CHANGES })
  return lines ? lines.flatMap(({ value }) => value).join('\n') : `${one}\n\n${other}`
}

function byPieces(before: string, after: string, pattern: RegExp): DifferencePart[] | null {
  const changes = diffArrays(before.match(pattern) ?? [], after.match(pattern) ?? [], {
    maxEditLength: MOST_CHANGES,
  })
  if (!changes) return null
  return changes.map(({ value, added, removed }) => ({
    text: value.join(''),
    change: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

function whole(before: string, after: string): DifferencePart[] {
  return [
    { text: before, change: 'removed' },
    { text: after, change: 'added' },
  ]
}

/** A gap of spaces between two changes belongs to them: three words that were replaced read as one change. */
function joined(parts: readonly DifferencePart[]): DifferencePart[] {
  const told: DifferencePart[] = []
  let removed = ''
  let added = ''
  const end = () => {
    if (removed !== '') told.push({ text: removed, change: 'removed' })
    if (added !== '') told.push({ text: added, change: 'added' })
    removed = ''
    added = ''
  }
  for (const [index, { text, change }] of parts.entries()) {
    if (change === 'removed') removed += text
    else if (change === 'added') added += text
    else if (/^[^\S\n]+$/.test(text) && removed !== '' && added !== '' && index < parts.length - 1) {
      removed += text
      added += text
    } else {
      end()
      told.push({ text, change })
    }
  }
  end()
  return told
}
