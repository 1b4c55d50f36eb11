import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { deskOf } from '#app/(staff)/incidents/[ref]/desk.ts'
import { generateSituationReport, renewPage } from '#app/(staff)/incidents/[ref]/document-actions.ts'
import { ReportCourse } from '#app/(staff)/incidents/[ref]/report-course.tsx'
import { DraftForm } from '#components/document/draft-form.tsx'
import { OldVersion } from '#components/document/old-version.tsx'
import { type Desk, Section } from '#components/document/section.tsx'
import { ZoneLine } from '#components/document/zone-line.tsx'
import { Tape } from '#components/incident/tape.tsx'
import { LiveLine } from '#components/live/live-line.tsx'
import { GapNotice } from '#components/report/gap-notice.tsx'
import { KeyMoments } from '#components/report/key-moments.tsx'
import { ReportAnswers } from '#components/report/report-answers.tsx'
import { Headline, ReportHead } from '#components/report/report-head.tsx'
import { StakeholderUpdates } from '#components/report/stakeholder-updates.tsx'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { getReportEdition, getWorkingReport } from '#lib/document/queries.ts'
import { AppError } from '#lib/errors.ts'
import { isSetAside } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'
import { isKnownZone } from '#lib/report/zone.ts'

type Props = {
  params: Promise<{ ref: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/**
 * One read for the page and its title; null when there is no such incident or version. What people write holds times, so
 * it is read in the organisation's zone alone; in another one it is the log's own report, without what they wrote.
 */
const findOnce = cache(async (ref: string, zone: string, version: number | null) => {
  const { organisation } = await getStaff()
  try {
    if (version !== null) {
      return { report: await getReportEdition(ref, { version, home: organisation }), working: null }
    }
    if (isKnownZone(zone) && zone !== organisation.timeZone) {
      return { report: await getReportEdition(ref, { zone, home: organisation }), working: null }
    }
    const working = await getWorkingReport(ref, { home: organisation })
    return { report: working.content.document, working }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await reportOf(props)
  if (!found) return { title: 'Not found' }
  const { kind, ref } = found.report
  return { title: `${kind === 'drill' ? 'DRILL ' : ''}${ref} situation report` }
}

/** The situation report: composed from the log as it stands, with what people wrote instead. */
export default async function ReportPage(props: Props) {
  const [found, { actor }] = await Promise.all([reportOf(props), getStaff()])
  if (!found) notFound()
  const { report, working } = found
  const now = Date.parse(report.composedAt)
  const desk = working && deskOf(working, actor)
  const isSoFar = working?.versions.length === 0 && !isSetAside(working.incident)
  return (
    <>
      {report.kind === 'drill' && <DrillBanner />}
      <div className="page">
        <ReportHead
          of={report}
          current="report"
          aside={
            <LiveLine
              seen={{ [report.ref]: report.entries }}
              zone={report.zone.name}
              now={now}
              renew={renewPage}
            />
          }
        >
          <Section desk={desk} section="headline" title="Headline" hint="One line." isLine>
            <Headline text={report.headline} />
          </Section>
        </ReportHead>
        <div className="grid-cols-[minmax(0,1fr)_344px] lg:grid">
          <article className="min-w-0 pt-5 pb-6 lg:border-r lg:pr-8">
            {!working && report.edition.version !== null ? (
              <OldVersion edition={report.edition} address={`/incidents/${report.ref}/report`} />
            ) : (
              <ZoneLine zone={report.zone} reference={report.ref} isOther={!working} />
            )}
            {isSoFar && <SoFar reference={report.ref} />}
            <Summary text={report.editedSummary} composed={report.summary} desk={desk} />
            <Tape {...report.tape} kind={report.kind} className="py-5" />
            <GapNotice gaps={report.gaps} mayEdit={desk?.mayEdit ?? false} />
            <ReportAnswers report={report} desk={desk} />
            <StakeholderUpdates report={report} />
            <KeyMoments report={report} />
          </article>
          <ReportCourse report={report} working={working} />
        </div>
      </div>
    </>
  )
}

function Summary({ text, composed, desk }: { text: string | null; composed: string; desk: Desk | null }) {
  const look = 'serif text-20 text-ink-2 max-w-[62ch] wrap-anywhere'
  return (
    <Section desk={desk} section="summary" title="Summary" isChecked>
      {text === null ? <p className={look}>{composed}</p> : <Markdown text={text} className={look} />}
    </Section>
  )
}

async function SoFar({ reference }: { reference: string }) {
  const { actor } = await getStaff()
  const mayDraft = permission(actor, 'draft_report', null).allowed
  return (
    <div className="no-print pb-5">
      <Notice
        title="The report so far"
        action={mayDraft && <DraftForm action={generateSituationReport} reference={reference} />}
      >
        It follows the log. Version 1 is saved when the incident is resolved
        {mayDraft && ', or when you press the button. It can be edited before and after'}.
      </Notice>
    </div>
  )
}

async function reportOf({ params, searchParams }: Props) {
  const [{ ref }, { tz, version }] = await Promise.all([params, searchParams])
  return await findOnce(ref, typeof tz === 'string' ? tz : '', versionIn(version))
}

/** `?version=2`; what is no number counts as absent. */
function versionIn(asked: string | string[] | undefined): number | null {
  return typeof asked === 'string' && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null
}
