import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Tape } from '#components/incident/tape.tsx'
import { GapNotice } from '#components/report/gap-notice.tsx'
import { KeyMoments } from '#components/report/key-moments.tsx'
import { ReportAnswers } from '#components/report/report-answers.tsx'
import { ReportAside } from '#components/report/report-aside.tsx'
import { ReportHead } from '#components/report/report-head.tsx'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import { getReport, isKnownZone } from '#lib/report/queries.ts'

type Props = {
  params: Promise<{ ref: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One read for the page and its title; null when there is no such incident. */
const findReport = cache(async (ref: string, asked: string) => {
  const { organisation, zone } = await getStaff()
  try {
    return await getReport(ref, { zone: isKnownZone(asked) ? asked : zone, home: organisation })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
})

export async function generateMetadata(props: Props): Promise<Metadata> {
  const report = await reportOf(props)
  const drill = report?.kind === 'drill' ? 'DRILL ' : ''
  return { title: report ? `${drill}${report.ref} situation report` : 'Not found' }
}

/** The situation report, composed from the log as it stands. */
export default async function ReportPage(props: Props) {
  const report = await reportOf(props)
  if (!report) notFound()
  return (
    <>
      {report.kind === 'drill' && <DrillBanner />}
      <div className="page">
        <ReportHead report={report} />
        <div className="grid-cols-[minmax(0,1fr)_344px] lg:grid">
          <article className="min-w-0 pt-5 pb-6 lg:border-r lg:pr-8">
            <p className="serif text-20 text-ink-2 max-w-[62ch] wrap-anywhere">{report.summary}</p>
            <Tape {...report.tape} kind={report.kind} className="py-5" />
            <GapNotice gaps={report.gaps} />
            <ReportAnswers report={report} />
            <KeyMoments report={report} />
          </article>
          <ReportAside report={report} />
        </div>
      </div>
    </>
  )
}

async function reportOf({ params, searchParams }: Props) {
  const [{ ref }, { tz }] = await Promise.all([params, searchParams])
  return await findReport(ref, typeof tz === 'string' ? tz : '')
}
