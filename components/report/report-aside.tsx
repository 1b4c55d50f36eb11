import { FileText, Hash } from 'lucide-react'
import type { ReactNode } from 'react'
import { EvidenceLink } from '#components/report/evidence-link.tsx'
import { ExportButton } from '#components/report/export-button.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Report } from '#lib/report/model.ts'

type ReportAsideProps = {
  report: Report
  /** Where it stands, and what can be done with it; without it, what is read is one edition of several. */
  course?: ReactNode
  versions?: ReactNode
  children?: ReactNode
}

/** Its course, its files, its versions, the four times, the severities, the links, and the number that seals it. */
export function ReportAside({ report, course, versions, children }: ReportAsideProps) {
  return (
    <aside className="space-y-6 pt-5 pb-8 lg:pl-8" aria-label="About this report">
      {course ?? (
        <section>
          <h2 className="sec">{report.edition.line}</h2>
          <p className="text-13 text-ink-2 mt-1">
            Composed from {report.entries} entries of the log at{' '}
            <Time at={report.composedAt} zone={report.zone.name} format="date" />{' '}
            <Time at={report.composedAt} zone={report.zone.name} />.
          </p>
        </section>
      )}
      <Files report={report} isWorking={course !== undefined} />
      {versions}
      <KeyTimes report={report} />
      <Severities report={report} />
      <Labels report={report} />
      <Links report={report} />
      <section>
        <h2 className="sec rule-sec">Head of the log</h2>
        <p className="mono text-12 text-ink-3 mt-1.5 wrap-anywhere">sha256 {report.headHash}</p>
        <p className="text-12 text-ink-3 mt-1">Times are {report.zone.words}.</p>
      </section>
      {children}
    </aside>
  )
}

function Files({ report, isWorking }: { report: Report; isWorking: boolean }) {
  const { version } = report.edition
  const address = `/incidents/${report.ref}/report`
  const query = isWorking || version === null ? '' : `?version=${version}`
  return (
    <section className="no-print">
      <h2 className="sec rule-sec">Export</h2>
      <div className="mt-2.5 grid grid-cols-2 gap-2">
        <ExportButton href={`${address}.pdf${query}`} name="PDF" icon={<FileText className="icon" />} />
        <ExportButton href={`${address}.md${query}`} name="Markdown" icon={<Hash className="icon" />} />
      </div>
      <p className="text-12 text-ink-3 mt-1.5">
        The PDF has the whole log, on A4 or on{' '}
        <a className="link" href={`${address}.pdf?paper=letter`} download>
          US Letter
        </a>
        .{' '}
        <a className="link" href={`/incidents/${report.ref}/bundle.zip`} download>
          The bundle
        </a>{' '}
        has all of it, to be checked anywhere. Files are written in the time zone of {report.organisation}.
      </p>
    </section>
  )
}

function KeyTimes({ report }: { report: Report }) {
  return (
    <section>
      <h2 className="sec rule-sec">From the report to</h2>
      <dl className="text-13 mt-1.5">
        {report.keyTimes.map(({ label, value, seconds }) => (
          <div key={label} className="flex justify-between gap-3 border-t py-1.5 first:border-t-0">
            <dt className="text-ink-2">{label}</dt>
            <dd className={seconds === null ? 'text-ink-3' : 'mono'}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Severities({ report }: { report: Report }) {
  return (
    <section>
      <h2 className="sec rule-sec">Time in each severity</h2>
      <dl className="text-13 mt-1.5">
        {report.severityTimes.map(({ severity, text }) => (
          <div key={severity} className="flex justify-between gap-3 border-t py-1.5 first:border-t-0">
            <dt className="text-ink-2">{severity}</dt>
            <dd className="mono">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Labels({ report }: { report: Report }) {
  if (report.labels.length === 0) return null
  return (
    <section>
      <h2 className="sec rule-sec">Labels</h2>
      <ul className="text-13 mt-1.5">
        {report.labels.map((label) => (
          <li key={label} className="border-t py-1.5 wrap-anywhere first:border-t-0">
            {label}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Links({ report }: { report: Report }) {
  if (report.links.length === 0) return null
  return (
    <section>
      <h2 className="sec rule-sec">Links</h2>
      <ul className="text-13 mt-1.5">
        {report.links.map(({ title, url, evidence }) => (
          <li key={evidence.seq} className="border-t py-1.5 wrap-anywhere first:border-t-0">
            <a className="link" href={url} target="_blank" rel="noopener noreferrer nofollow">
              {title}
            </a>{' '}
            <EvidenceLink reference={report.ref} evidence={evidence} />
          </li>
        ))}
      </ul>
    </section>
  )
}
