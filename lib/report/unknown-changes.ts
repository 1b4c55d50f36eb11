/** Releases and migrations that the solution names, and that the log does not have. */

import type { Entry } from '#lib/incident/entries/table.ts'
import { literally } from '#lib/incident/literally.ts'
import { type LogRecord, wordsOf } from './record.ts'

// "v846", "v2.3.1", "release 2026.5.1": never "v2", which is more often an interface than a release.
const release =
  /\bv(?:\d{2,}(?:\.\d+)*|\d+(?:\.\d+)+)\b|\b(?:release|version|build|deploy) (\d+(?:\.\d+)+)\b/gi
const identifier = '`?([a-z0-9]+(?:[_-][a-z0-9]+)+|\\d{3,})`?'
const migration = new RegExp(`\\bmigration ${identifier}|${identifier} migration\\b`, 'gi')
/** Before a name: the release that was left rather than the one that helped. */
const left = /\b(?:from|rolled back|rolling back|reverted|undid)\s+(?:release |version )?$/i

/** A sentence for each. The solution may name what the log tells of in any words, but a plan is no deploy. */
export function unknownChanges(record: LogRecord): string[] {
  const { solution } = record.incident
  if (!solution) return []
  const told = record.entries.flatMap((entry) => (isPlan(entry) ? [] : [textOf(record, entry)])).join('\n')
  const planned = record.entries
    .filter(isPlan)
    .map((entry) => textOf(record, entry))
    .join('\n')
  const missing = (name: string, at: number) => {
    const where = left.test(solution.slice(0, at)) ? `${told}\n${planned}` : told
    return !namedIn(where, name)
  }
  const releases = [...solution.matchAll(release)].flatMap(({ 0: whole, 1: number, index }) => {
    const name = number ?? whole
    return missing(name, index) ? [`The solution names ${name}, but no deploy of it is in the log.`] : []
  })
  const migrations = [...solution.matchAll(migration)].flatMap(({ 1: after, 2: before, index }) => {
    const name = after ?? before ?? ''
    return missing(name, index) ? [`The solution names the migration ${name}, but it is not in the log.`] : []
  })
  return [...new Set([...releases, ...migrations])]
}

/** What somebody meant to do, or asked another one to. */
function isPlan(entry: Entry): boolean {
  return (entry.type === 'logged' && entry.payload.kind === 'decision') || entry.type === 'command_offered'
}

/** What the entry says in any field; the solution itself is no witness, nor is what corrects it. */
function textOf(record: LogRecord, entry: Entry): string {
  if (entry.type === 'solution_stated' || entry.type === 'entry_corrected') return ''
  if (entry.type !== 'logged') return JSON.stringify(entry.payload)
  const details = 'details' in entry.payload ? Object.values(entry.payload.details) : []
  return [wordsOf(record, entry.seq, entry.payload.text), ...details].join('\n')
}

/** As a word of its own: v84 is not v846, and v1.2 is not v1.2.3. */
function namedIn(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w.-])${literally(name)}(?![\\w-]|\\.\\d)`, 'i').test(text)
}
