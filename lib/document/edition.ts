/** Which edition of a document somebody holds: its version, where that stands, and the line that says so. Pure. */
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { IncidentView, Instant, PostMortemState } from '#lib/incident/incident.ts'
import { type Edition, type EditionState, soFar } from '#lib/report/model.ts'
import { formatDay, formatTime } from '#lib/time/format.ts'
import type { SavedVersion } from './model.ts'

type Log = { incident: IncidentView; entries: readonly Entry[] }

/** The saved versions of a document, the newest first. */
export function versionsOf(name: DocumentName, entries: readonly Entry[]): SavedVersion[] {
  return entries
    .flatMap((entry) => {
      const isSaving =
        name === 'report'
          ? entry.type === 'report_drafted' || entry.type === 'report_version_saved'
          : entry.type === 'post_mortem_drafted' || entry.type === 'post_mortem_version_saved'
      if (!isSaving || !('version' in entry.payload)) return []
      const { version, hash } = entry.payload
      const why =
        entry.type === 'report_version_saved' || entry.type === 'post_mortem_version_saved'
          ? entry.payload.reason
          : 'Drafted from the log'
      return [{ version, hash, why, by: entry.actor.name, at: entry.occurredAt, seq: entry.seq }]
    })
    .reverse()
}

/**
 * The edition of version `version`, or of the working text when it is null. `isSaved`: that text is the one of the newest
 * version; `movedOn`: it differs by what the log has since alone, so that the version still stands where it stood.
 */
export function editionOf(
  name: DocumentName,
  log: Log,
  { version, isSaved, movedOn = false }: { version: number | null; isSaved: boolean; movedOn?: boolean },
): Edition {
  const versions = versionsOf(name, log.entries)
  const [newest] = versions
  if (!newest) return soFar
  const found = version === null ? newest : versions.find((one) => one.version === version)
  if (!found) throw new Error(`There is no version ${version} of the ${name}`)
  const standing = name === 'report' ? reportStanding(found, log) : postMortemStanding(found, log)
  if (version === null && movedOn && standing.state !== 'draft') {
    const line = `${standing.line}, with what the log has since`
    return { version: found.version, state: standing.state, changed: true, line, hash: null }
  }
  if (version === null && !isSaved) {
    const line = `Draft after version ${newest.version}, not ${name === 'report' ? 'approved' : 'published'}`
    return { version: newest.version, state: 'draft', changed: true, line, hash: null }
  }
  return { version: found.version, changed: false, hash: found.hash, ...standing }
}

type Standing = { state: EditionState; line: string }

function reportStanding({ version }: SavedVersion, { incident, entries }: Log): Standing {
  const of = `Version ${version}`
  const isIt = (type: 'report_approved' | 'report_sent') =>
    entries.findLast((entry) => entry.type === type && entry.payload.version === version)
  const approval = isIt('report_approved')
  const sending = isIt('report_sent')
  const { sent, superseded } = incident.documents.report ?? {}
  if (sending?.type === 'report_sent') {
    if (sent && sent.version > version)
      return { state: 'superseded', line: `${of}, superseded by version ${sent.version}` }
    if (superseded) return { state: 'superseded', line: `${of}, superseded: the incident was reopened` }
    const count = sending.payload.recipients.length
    const to = count === 1 ? '1 person' : `${count} people`
    return {
      state: 'sent',
      line: `${of}, approved by ${approval?.actor.name ?? sending.actor.name}, sent to ${to}`,
    }
  }
  const reopened = entries.findLast(
    ({ type, payload }) => type === 'status_changed' && 'to' in payload && isLiveAgain(payload),
  )
  if (approval && approval.seq > (reopened?.seq ?? 0))
    return { state: 'approved', line: `${of}, approved by ${approval.actor.name}` }
  return { state: 'draft', line: `${of}, draft, not approved` }
}

function isLiveAgain(payload: Entry['payload']): boolean {
  return (
    'from' in payload &&
    (payload.from === 'resolved' || payload.from === 'closed') &&
    'to' in payload &&
    payload.to === 'investigating'
  )
}

function postMortemStanding({ version }: SavedVersion, { incident }: Log): Standing {
  const { published, review } = incident.documents.postMortem
  const of = `Version ${version}`
  if (published && published.version === version)
    return { state: 'published', line: `${of}, published by ${published.by.name}` }
  if (published && published.version > version)
    return { state: 'superseded', line: `${of}, superseded by version ${published.version}` }
  if (review?.version === version) return { state: 'in_review', line: `${of}, in review` }
  return { state: 'draft', line: `${of}, draft, not published` }
}

/**
 * What became of the post-mortem, for the report: "Ines Okafor owes the post-mortem by Sun 17 May 17:00." null where none
 * is due.
 */
export function postMortemLine(
  { severity, status, documents }: Pick<IncidentView, 'severity' | 'status' | 'documents'>,
  zone: string,
  now: Instant,
): string | null {
  const { postMortem } = documents
  if (postMortem.published) return `The post-mortem is published, version ${postMortem.published.version}.`
  if (postMortem.attached)
    return `The post-mortem was written elsewhere: ${postMortem.attached.title}, ${postMortem.attached.url}`
  if (postMortem.waived) return `No post-mortem: ${postMortem.waived.reason}`
  if (status === 'cancelled' || status === 'merged') return null
  return postMortem.saved || severity !== 'SEV3' ? owedLine(postMortem, zone, now) : null
}

function owedLine({ owner, dueAt }: PostMortemState, zone: string, now: Instant): string {
  const by = dueAt ? ` by ${formatDay(dueAt, zone, now)} ${formatTime(dueAt, zone)}` : ''
  return owner
    ? `${owner.name} owes the post-mortem${by}.`
    : `Nobody owns the post-mortem yet${by ? `; it is due${by}` : ''}.`
}
