import { generateSituationReport } from '#app/(staff)/incidents/[ref]/document-actions.ts'
import { Sending } from '#app/(staff)/incidents/[ref]/sending.tsx'
import { ApproveVersion } from '#components/document/approve-version.tsx'
import { DraftForm } from '#components/document/draft-form.tsx'
import { reportSteps, Standing, standingAside } from '#components/document/standing.tsx'
import { VersionList } from '#components/document/version-list.tsx'
import { ReportAside } from '#components/report/report-aside.tsx'
import { ReportPalette } from '#components/report/report-palette.tsx'
import { getStaff } from '#lib/auth/session.ts'
import type { getWorkingReport } from '#lib/document/queries.ts'
import { isSetAside } from '#lib/incident/incident.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'
import type { Report } from '#lib/report/model.ts'

type WorkingReport = Awaited<ReturnType<typeof getWorkingReport>>

type ReportCourseProps = {
  report: Report
  /** null: what is read is no working text, but a saved version or the log's own report in another zone. */
  working: WorkingReport | null
}

/** Beside the report: its course, who gets it and who got it, its versions, and what it is made of. */
export async function ReportCourse({ report, working }: ReportCourseProps) {
  const { actor } = await getStaff()
  if (!working) return <ReportAside report={report} />
  const now = Date.parse(report.composedAt)
  const address = `/incidents/${report.ref}/report`
  const { edition, zone } = report
  return (
    <ReportAside
      report={report}
      course={
        <>
          <Course working={working} report={report} actor={actor} now={now} />
          <Sending working={working} actor={actor} now={now} />
        </>
      }
      versions={
        <VersionList
          versions={working.versions}
          address={address}
          changed={edition.changed}
          zone={zone.name}
          now={now}
        />
      }
    >
      <ReportPalette reference={report.ref} versions={working.versions.length} />
    </ReportAside>
  )
}

type CourseProps = { working: WorkingReport; report: Report; actor: Actor; now: number }

function Course({ working, report, actor, now }: CourseProps) {
  const { incident, versions } = working
  const { edition, zone } = report
  const [newest] = versions
  const state = incident.documents.report
  const mayWrite = permission(actor, 'save_report_version', incident).allowed && !isSetAside(incident)
  if (!newest || !state) return <NothingSaved report={report} mayDraft={mayWrite} />
  const may = permission(actor, 'approve_report', incident)
  const isDrill = incident.kind === 'drill'
  const isOpen = edition.changed || edition.state === 'draft' || edition.state === 'superseded'
  const given = { newest, report: state, edition, isDrill }
  return (
    <Standing
      title={`Version ${newest.version}`}
      aside={standingAside(given)}
      steps={reportSteps(given)}
      zone={zone.name}
      now={now}
    >
      {state.superseded && (
        <p className="text-13 mt-2 font-semibold">
          Superseded: version {state.sent?.version} was sent, then the incident was reopened. Whoever has it
          reads an earlier end.
        </p>
      )}
      {edition.changed && (
        <p className="text-13 mt-2">
          <b className="font-semibold">Changed since version {newest.version}.</b> What is read here is not
          saved as a version yet.
        </p>
      )}
      {isDrill && (
        <p className="text-13 text-ink-2 mt-2">
          A drill is told to no stakeholder: its report is approved, and sent to nobody.
        </p>
      )}
      {mayWrite && (
        <ApproveVersion
          reference={report.ref}
          me={actor.id}
          newest={newest.version}
          changed={edition.changed}
          isOpen={isOpen && !isSetAside(incident)}
          mayApprove={may.allowed}
        />
      )}
      {isOpen && !may.allowed && actor.role !== 'observer' && (
        <p className="text-13 text-ink-2 mt-2">
          It waits to be approved{isDrill ? '' : ' and sent'}. {may.why}
        </p>
      )}
    </Standing>
  )
}

function NothingSaved({ report, mayDraft }: { report: Report; mayDraft: boolean }) {
  return (
    <section>
      <h2 className="sec">{report.edition.line}</h2>
      <p className="text-13 text-ink-2 mt-1 mb-3">
        This is the report so far: it follows the log. The first version is drafted when the incident is
        resolved, or now.
      </p>
      {mayDraft && <DraftForm action={generateSituationReport} reference={report.ref} />}
    </section>
  )
}
