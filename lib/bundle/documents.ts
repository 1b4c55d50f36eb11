/** The documents of a bundle, made of what is stored and of nothing else: neither the clock nor this instance. */
import { setImmediate } from 'node:timers/promises'
import { type Content, readContent, type Texts } from '#lib/document/content.ts'
import { editionOf, postMortemLine } from '#lib/document/edition.ts'
import { dayOf, followUpRow } from '#lib/follow-up/model.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { type Entry, fold, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import { toWire } from '#lib/log/append.ts'
import { compose } from '#lib/log/document.ts'
import type { StoredIncident } from '#lib/log/record.ts'
import { toView } from '#lib/log/row.ts'
import { distributionRow } from '#lib/messaging/distribution.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import type { Report } from '#lib/report/model.ts'
import type { LogRow } from './model.ts'

export type Documents = {
  report: Report
  postMortem: PostMortem
  /** The day of the last entry: what the files in the bundle are dated. */
  lastAt: string
}

/**
 * The newest saved version of each document; where none is saved, the working text as of the log's last entry. They
 * differ from those on the page in that alone: there the working text shows what was written since.
 */
export async function documentsOf(stored: StoredIncident): Promise<Documents> {
  const entries = await readEntries(stored.log)
  const state = fold(entries)
  const last = entries.at(-1)
  if (!state || !last) throw new Error(`${stored.incident.ref} has no log`)
  const incident = toView(state, stored.headHash)
  const contentOf = (name: DocumentName) => readNewest(name, stored, entries, last.recordedAt)
  const editionAs = (name: DocumentName, version: number | null) =>
    editionOf(name, { incident, entries }, { version, isSaved: version !== null })

  const report = contentOf('report')
  await setImmediate()
  const postMortem = contentOf('post_mortem')
  if (report.content.name !== 'report' || postMortem.content.name !== 'post_mortem') {
    throw new Error('A document is stored where the other one should be')
  }
  const { document } = report.content
  return {
    report: {
      ...document,
      edition: editionAs('report', report.version),
      distribution: stored.record.deliveries
        .filter(({ kind }) => kind === 'report')
        .map((row) => distributionRow({ ...row, name: row.recipient.name }, document.zone.name)),
      postMortem: postMortemLine(incident, document.zone.name, document.composedAt),
    },
    postMortem: {
      ...postMortem.content.document,
      edition: editionAs('post_mortem', postMortem.version),
    },
    lastAt: last.recordedAt,
  }
}

/** Entries that are read at a stretch: after each, others get their turn. */
const stretch = 1000

async function readEntries(log: readonly LogRow[]): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let from = 0; from < log.length; from += stretch) {
    for (const { body, hash } of log.slice(from, from + stretch)) {
      entries.push(toWire(parseEntry(JSON.parse(body) as StoredEntry), hash))
    }
    await setImmediate()
  }
  return entries
}

function readNewest(
  name: DocumentName,
  { record, organisation }: StoredIncident,
  entries: readonly Entry[],
  now: string,
): { content: Content; version: number | null } {
  const newest = record.versions.findLast(({ document }) => document === name)
  if (newest) return { content: readContent(name, newest.content), version: newest.version }
  const edits = Object.fromEntries(
    record.sections.flatMap(({ document, section, text }) =>
      document === name && text !== null ? [[section, text]] : [],
    ),
  ) as Texts // by their sections
  const { name: of, timeZone } = organisation
  const today = dayOf(now, timeZone)
  const followUps = record.followUps.map((each) => followUpRow(each, today))
  const content = compose(name, { organisation: of, timeZone, entries, now, edits, followUps })
  return { content, version: null }
}
