/** draft_report, save_report_version, approve_report, send_report: the situation report's own course (D16). */
import * as z from 'zod'
import type { DocumentHead, Incident, ReportState } from '#lib/incident/incident.ts'
import { isSetAside } from '#lib/incident/incident.ts'
import { limits, stakeholderIds, versionNumber, words } from '#lib/incident/shapes.ts'
import {
  append,
  type Context,
  common,
  conflict,
  type Decision,
  defineCommand,
  invalid,
  type KnownStakeholder,
  nothingNew,
  type Refused,
} from './command.ts'
import { stateWords } from './guards.ts'
import { named, sentTwice } from './recipients.ts'

const why = words(limits.line)

export const draftReport = defineCommand({
  input: z.strictObject({ ...common }),
  needs: () => ({ document: 'report' }),
  decide: (incident, input, context) => {
    const edition = nextEdition(incident.documents.report?.saved, context)
    if (!edition) return nothingNew
    const occurredAt = input.occurredAt ?? context.now
    return noReport(incident) ?? append({ type: 'report_drafted', payload: edition, occurredAt })
  },
})

export const saveReportVersion = defineCommand({
  input: z.strictObject({ ...common, why }),
  needs: () => ({ document: 'report' }),
  decide: (incident, input, context) => {
    const report = reportOf(incident)
    if ('refusal' in report) return report
    const edition = nextEdition(report.saved, context)
    if (!edition) return nothingNew
    const payload = { ...edition, reason: input.why }
    return append({ type: 'report_version_saved', payload, occurredAt: input.occurredAt ?? context.now })
  },
})

export const approveReport = defineCommand({
  input: z.strictObject({ ...common, version: versionNumber }),
  decide: (incident, input, context) => {
    const report = reportOf(incident)
    if ('refusal' in report) return report
    const { saved, approved } = report
    if (approved?.version === input.version) return nothingNew
    const payload = newestEdition(incident, saved, input.version)
    if ('refusal' in payload) return payload
    return append({ type: 'report_approved', payload, occurredAt: input.occurredAt ?? context.now })
  },
})

export const sendReport = defineCommand({
  input: z.strictObject({
    ...common,
    version: versionNumber,
    to: stakeholderIds,
    note: words(limits.text).optional(),
    /** What is new since the version that was sent before. */
    changes: words(limits.text).optional(),
    /** Why it goes out although answers are blank or contradict the log. */
    override: words(limits.line).optional(),
  }),
  needs: ({ version, to }) => ({ version: { document: 'report', version }, stakeholders: to }),
  decide: (incident, input, context) => {
    const report = reportOf(incident)
    if ('refusal' in report) return report
    if (incident.kind === 'drill') {
      return conflict('A drill is told to no stakeholder: its report is approved, and sent to nobody.')
    }
    const recipients = recipientsOf(input.to, context)
    if ('refusal' in recipients) return recipients
    const { approved } = report
    if (approved?.version !== input.version) return notApproved(incident, input.version, report)
    const { sent, superseded } = report
    const twice = sent?.version === input.version && !superseded ? sentTwice(recipients.people) : null
    if (twice) return twice
    const held = holdBack(input, context)
    if (held) return held
    return append({
      type: 'report_sent',
      payload: {
        ...{ version: approved.version, hash: approved.hash, recipients: recipients.people.map(named) },
        reason: context.version?.gaps.length ? (input.override ?? null) : null,
        ...{ brief: input.changes ?? null, text: input.note ?? null },
      },
      occurredAt: input.occurredAt ?? context.now,
    })
  },
})

/** The version that would be saved now; null when its text is that of the newest one already. */
export function nextEdition(
  saved: { version: number } | null | undefined,
  { document }: Context,
): { version: number; hash: string } | null {
  if (!document) throw new Error('The door reads the document for every command that needs it')
  if (saved && document.isSaved) return null
  return { version: (saved?.version ?? 0) + 1, hash: document.hash }
}

/** Refuses documents of an incident that left its course: nobody waits for them. */
export function noReport(incident: Incident): Refused | null {
  if (!isSetAside(incident)) return null
  return conflict(`${stateWords(incident)}. Its log stays readable, and nobody waits for a report of it.`)
}

/** Those who are to get it, each once; or the refusal that names who is not in the directory. */
export function recipientsOf(
  ids: readonly string[],
  { stakeholder }: Context,
): { people: KnownStakeholder[] } | Refused {
  const people: KnownStakeholder[] = []
  for (const id of new Set(ids)) {
    const known = stakeholder(id)
    if (!known) {
      return invalid('Somebody of these is not in the directory of stakeholders any more.', {
        to: `There is no stakeholder ${id}. Settings → Stakeholders lists them.`,
      })
    }
    people.push(known)
  }
  return { people }
}

/** The version as an entry names it, if it is the newest saved one; else why not. */
export function newestEdition(
  { ref }: Incident,
  saved: DocumentHead,
  version: number,
): Pick<DocumentHead, 'version' | 'hash'> | Refused {
  if (version === saved.version) return { version, hash: saved.hash }
  if (version > saved.version) {
    return invalid(`${ref} has no version ${version} of this document.`, {
      version: `The newest is ${saved.version}.`,
    })
  }
  return conflict(`Version ${version} is not the newest one: version ${saved.version} is. Read that one.`, {
    details: { newest: saved.version },
  })
}

function reportOf(incident: Incident): ReportState | Refused {
  const refused = noReport(incident)
  if (refused) return refused
  return (
    incident.documents.report ??
    conflict(`${incident.ref} has no situation report yet. Draft it first.`, {
      details: { allowed: ['draft_report'] },
    })
  )
}

function notApproved({ ref }: Incident, version: number, { saved, approved }: ReportState): Decision {
  const is = approved ? `Version ${approved.version} is the approved one` : 'No version is approved'
  return conflict(`Version ${version} of the report of ${ref} is not approved. ${is}.`, {
    details: {
      allowed: approved ? ['send_report'] : ['approve_report'],
      newest: saved.version,
      approved: approved?.version ?? null,
    },
  })
}

/** Blank and contradictory answers hold a report back, unless the Commander says why it goes all the same. */
function holdBack({ override }: { override?: string | undefined }, { version }: Context): Decision | null {
  if (!version) throw new Error('The door reads the version for every command that needs it')
  if (version.gaps.length === 0 || override) return null
  const count = version.gaps.length
  return conflict(
    `${count === 1 ? 'One answer is' : `${count} answers are`} blank or contradictory: ${version.gaps.join(' ')} Mend the report, or say in override why it is sent as it is.`,
    {
      fields: { override: 'Say in a sentence why it is sent with these gaps.' },
      details: { gaps: version.gaps },
    },
  )
}
