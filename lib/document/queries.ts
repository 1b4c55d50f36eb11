/** Documents as people read them: the working text, and saved versions. */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { AppError } from '#lib/errors.ts'
import { dayOf, type FollowUp, followUpRow } from '#lib/follow-up/model.ts'
import { followUpsOf } from '#lib/follow-up/queries.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { IncidentView } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import { getLog } from '#lib/log/queries.ts'
import { distributionOf } from '#lib/messaging/distribution.ts'
import { findOrganisation } from '#lib/people/link/queries.ts'
import { composePostMortem } from '#lib/post-mortem/compose.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import { composeReport } from '#lib/report/compose.ts'
import { type Edition, type FollowUpRow, type Report, soFar } from '#lib/report/model.ts'
import {
  type Content,
  postMortemContent,
  readContent,
  reportContent,
  saysTheSame,
  type Texts,
  textsOf,
} from './content.ts'
import { editionOf, postMortemLine, versionsOf } from './edition.ts'
import type { Comment, SavedVersion, WorkingSection } from './model.ts'

/** A document as it is read and edited. `C` is its content, by its name. */
export type Working<C extends Content = Content> = {
  incident: IncidentView
  /** The last log entry that it was composed from. */
  entries: number
  /** With what people wrote, and the edition that this is. */
  content: C
  /** The text differs from the newest version, and by what the log has since alone: nobody wrote on. */
  movedOn: boolean
  /** What the log says of each section now, Markdown. */
  composed: Texts
  /** Those that somebody has edited. */
  sections: WorkingSection[]
  /** The newest first. */
  versions: SavedVersion[]
  comments: Comment[]
  /** The people whom the log names as its writers, for the writing check. */
  people: string[]
  /** All of the incident, by number. */
  followUps: FollowUp[]
}

type Home = { name: string; timeZone: string }
type Asked = { zone?: string | null; home?: Home }

/** The working text of the situation report of `ref`. Throws AppError not_found. */
export async function getWorkingReport(ref: string, asked: Asked = {}): Promise<Working<ReportContent>> {
  return (await getWorking('report', ref, asked)) as Working<ReportContent> // of that name
}

/** The working text of the post-mortem of `ref`. Throws AppError not_found. */
export async function getWorkingPostMortem(
  ref: string,
  asked: Asked = {},
): Promise<Working<PostMortemContent>> {
  return (await getWorking('post_mortem', ref, asked)) as Working<PostMortemContent> // of that name
}

type ReportContent = Extract<Content, { name: 'report' }>
type PostMortemContent = Extract<Content, { name: 'post_mortem' }>

/** The report as it would be exported: its working text, or version `version`. Throws AppError not_found, invalid. */
export async function getReportEdition(
  ref: string,
  { version, ...asked }: Asked & { version?: number | null } = {},
): Promise<Report> {
  if (version == null) return (await getWorkingReport(ref, asked)).content.document
  return (await getSaved('report', ref, { version, asked })).document as Report // of that name
}

/** The post-mortem likewise. */
export async function getPostMortemEdition(
  ref: string,
  { version, ...asked }: Asked & { version?: number | null } = {},
): Promise<PostMortem> {
  if (version == null) return (await getWorkingPostMortem(ref, asked)).content.document
  return (await getSaved('post_mortem', ref, { version, asked })).document as PostMortem // of that name
}

/** A saved version with its texts, for comparing two of them. */
export async function getVersionTexts(name: DocumentName, ref: string, version: number): Promise<Texts> {
  return textsOf(await getSaved(name, ref, { version, asked: {} }))
}

/** No version is written in it, and none was approved so. */
const inAnotherZone: Edition = {
  ...soFar,
  line: 'From the log in another time zone, without what people wrote',
}

/**
 * The working text of either document; in another zone than the organisation's, the log's own words alone.
 * Throws AppError not_found.
 */
export async function getWorking(
  name: DocumentName,
  ref: string,
  { zone, home }: Asked = {},
): Promise<Working> {
  const [{ incident, entries }, own, stored] = await Promise.all([
    getLog(ref),
    home ?? findOrganisation(),
    readStored(name, ref),
  ])
  // What was imported stays of where it was made.
  const organisation = stored.home ?? own
  if (!organisation) throw new AppError('unavailable', 'This instance is not set up yet.')
  const now = new Date().toISOString()
  // What people write holds times of the organisation's zone: elsewhere it would contradict what stands around it.
  const isElsewhere = zone != null && zone !== organisation.timeZone
  const edits = Object.fromEntries(
    stored.sections.flatMap(({ section, text }) => (text === null || isElsewhere ? [] : [[section, text]])),
  ) as Texts
  const source = { incident, entries, organisation, zone: zone ?? organisation.timeZone, now }
  const today = dayOf(now, source.zone)
  const followUps = stored.followUps.map((each) => followUpRow(each, today))
  const withEdits = compose(name, source, followUps)
  const content = withEdits(edits)
  const newest = stored.newest === null ? null : readContent(name, stored.newest)
  const isSaved = newest !== null && saysTheSame(newest, content)
  const movedOn = newest !== null && !isSaved && isDeepStrictEqual(newest.edits, edits)
  const edition = isElsewhere
    ? inAnotherZone
    : editionOf(name, { incident, entries }, { version: null, isSaved, movedOn })
  return {
    incident,
    entries: entries.length,
    content: await dressed(content, { incident, edition }),
    movedOn,
    composed: textsOf(withEdits({})),
    sections: stored.sections,
    versions: versionsOf(name, entries),
    comments: stored.comments,
    people: peopleOf(entries),
    followUps: stored.followUps,
  }
}

function peopleOf(entries: Source['entries']): string[] {
  const people = entries.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.name] : []))
  return [...new Set(people)]
}

type Source = Parameters<typeof composeReport>[0]

/** The document of the log, composed once, with whatever people wrote instead. */
function compose(name: DocumentName, source: Source, followUps: FollowUpRow[]): (edits: Texts) => Content {
  if (name === 'report') {
    const report = { ...composeReport(source), followUps }
    return (edits) => reportContent(report, edits)
  }
  const { owner, dueAt, meetingAt } = source.incident.documents.postMortem
  const postMortem = composePostMortem({ ...source, owner, dueAt, meetingAt, followUps })
  return (edits) => postMortemContent(postMortem, edits)
}

async function getSaved(
  name: DocumentName,
  ref: string,
  { version, asked }: { version: number; asked: Asked },
): Promise<Content> {
  const { incident, entries } = await getLog(ref)
  const { rows } = await asking<{ content: string }>(sql`select content from document_versions
    where incident_id = ${incident.id} and document = ${name} and version = ${version}`)
  const [row] = rows
  const called = name === 'report' ? 'situation report' : 'post-mortem'
  if (!row) {
    const newest = versionsOf(name, entries)[0]?.version
    const has = newest ? `The newest is ${newest}.` : 'None is saved yet.'
    throw new AppError('not_found', `${ref} has no version ${version} of its ${called}. ${has}`)
  }
  const content = readContent(name, row.content)
  if (asked.zone && asked.zone !== content.document.zone.name) {
    throw new AppError('invalid', `A saved version keeps the time zone that it was written in.`, {
      fields: { tz: `Leave it out, or ask for ${content.document.zone.name}.` },
    })
  }
  return await dressed(content, {
    incident,
    edition: editionOf(name, { incident, entries }, { version, isSaved: true }),
  })
}

/** What is no part of the saved words: which edition it is, who was sent what, what became of the post-mortem. */
async function dressed(
  content: Content,
  { incident, edition }: { incident: IncidentView; edition: Edition },
): Promise<Content> {
  if (content.name === 'post_mortem') return { ...content, document: { ...content.document, edition } }
  const { zone } = content.document
  const distribution = await distributionOf(incident.id, zone.name)
  const postMortem = postMortemLine(incident, zone.name, content.document.composedAt)
  return { ...content, document: { ...content.document, edition, distribution, postMortem } }
}

type Stored = {
  sections: WorkingSection[]
  newest: string | null
  comments: Comment[]
  followUps: FollowUp[]
  /** Where the incident was imported from. */
  home: Home | null
}
type Row = {
  sections: WorkingSection[] | null
  newest: string | null
  comments: Comment[] | null
  home: Home | null
}

async function readStored(name: DocumentName, ref: string): Promise<Stored> {
  const key = ref.toUpperCase()
  const [{ rows }, followUps] = await Promise.all([
    asking<Row>(sql`select
      (select json_agg(json_build_object('section', section, 'revision', revision, 'text', text, 'composedThen',
          composed_then, 'editedBy', edited_by_name, 'editedAt', ${utc('edited_at')}))
        from document_sections where incident_id = i.id and document = ${name}) as sections,
      (select content from document_versions where incident_id = i.id and document = ${name}
        order by version desc limit 1) as newest,
      (select json_agg(json_build_object('id', id, 'section', section, 'text', text, 'by', by_name, 'at', ${utc('at')},
          'resolvedBy', resolved_by_name, 'resolvedAt', ${utc('resolved_at')}) order by at, id)
        from document_comments where incident_id = i.id and document = ${name}) as comments,
      (select json_build_object('name', organisation, 'timeZone', time_zone)
        from imports where incident_id = i.id) as home
      from incidents i where ref = ${key}`),
    followUpsOf(key),
  ])
  const [row] = rows
  return {
    sections: row?.sections ?? [],
    newest: row?.newest ?? null,
    comments: row?.comments ?? [],
    followUps,
    home: row?.home ?? null,
  }
}

const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

async function asking<Row extends Record<string, unknown>>(query: ReturnType<typeof sql>) {
  try {
    return await database().execute<Row>(query)
  } catch (error) {
    throw toAppError(error)
  }
}
