import type { Route } from 'next'
import Link from 'next/link'
import { Time } from '#components/ui/time.tsx'
import type { IncidentView } from '#lib/incident/incident.ts'
import { waitsFor } from '#lib/incident/waits.ts'
import { peopleWords } from '#lib/stakeholder/model.ts'

type ReportStateProps = { incident: IncidentView; blanks: number; zone: string; now: number }

/** Where the report and the post-mortem of an incident stand, and whose the next step is. */
export function ReportState({ incident, blanks, zone, now }: ReportStateProps) {
  const whose = waitsFor(incident)
  return (
    <div className="text-13 max-md:col-start-2 max-md:mt-1 md:pt-1 md:text-right">
      <p>{reportWords(incident, blanks)}</p>
      <PostMortem incident={incident} zone={zone} now={now} />
      {whose && <p className="text-ink-3 wrap-anywhere">Waits for {whose.name}</p>}
    </div>
  )
}

function reportWords({ documents, kind, status }: IncidentView, blanks: number): string {
  const { report } = documents
  const missing = blanks > 0 ? `, ${blanks === 1 ? '1 answer' : `${blanks} answers`} blank` : ''
  if (!report) return `Not drafted yet${missing}`
  const { saved, approved, sent, superseded } = report
  if (superseded) return 'Superseded: reopened after it was sent'
  if (sent && sent.version === saved.version) {
    return `Version ${sent.version} sent to ${peopleWords(sent.recipients)}`
  }
  if (sent) return `Version ${sent.version} sent, version ${saved.version} not yet`
  const isApproved = approved?.version === saved.version
  if (!isApproved) return `Version ${saved.version}, draft${missing}`
  return kind === 'drill' || status !== 'resolved'
    ? `Version ${saved.version} approved`
    : `Version ${saved.version} approved, not sent yet`
}

function PostMortem({ incident, zone, now }: Omit<ReportStateProps, 'blanks'>) {
  const { ref, documents, severity, status } = incident
  const { published, attached, waived, review, saved, dueAt } = documents.postMortem
  if (waived) return <p className="text-ink-2">No post-mortem: waived</p>
  if (!saved && !attached && (severity === 'SEV3' || status !== 'resolved')) return null
  const isDone = published !== null || attached !== null
  const state = published
    ? 'published'
    : attached
      ? 'attached'
      : review
        ? 'in review'
        : saved
          ? 'a draft'
          : 'not begun'
  return (
    <p className="text-ink-2">
      <Link
        // The page of that incident.
        href={`/incidents/${ref}/post-mortem` as Route}
        prefetch={false}
        className="link"
      >
        Post-mortem
      </Link>{' '}
      {state}
      {dueAt && !isDone && (
        <>
          , due <Time at={dueAt} zone={zone} now={now} format="day" />
        </>
      )}
    </p>
  )
}
