import type { Route } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import { Choice } from '#components/incidents/choice.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SavedVersion } from '#lib/document/model.ts'
import type { Incident } from '#lib/incident/incident.ts'

type ComparisonHeadProps = {
  incident: Pick<Incident, 'ref' | 'kind' | 'severity' | 'topic'>
  /** "Situation report" */
  title: string
  /** "/incidents/INC-42/report" */
  address: string
  versions: readonly SavedVersion[]
  from: number
  /** null: the text as it stands now. */
  to: number | null
  zone: string
  now: number
}

/** Which two are compared, who saved them and why; others can be chosen, without scripts too. */
export function ComparisonHead(props: ComparisonHeadProps) {
  const { incident, title, address, versions, from, to, zone, now } = props
  const { ref, kind, severity, topic } = incident
  return (
    <>
      <div className="pt-6 pb-4">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <SeverityBadge severity={severity} kind={kind} />
          <span className="mono text-13 text-ink-2 whitespace-nowrap">{ref}</span>
          <span className="text-13 text-ink-3 wrap-anywhere">{topic}</span>
        </p>
        <h1 className="headline text-30 mt-2 wrap-anywhere">
          {title}, version {from} and {to === null ? 'the text now' : `version ${to}`}
        </h1>
      </div>
      <div className="rule-head" />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 border-b py-3">
        <Link
          // The document that this page is beside.
          href={address as Route}
          prefetch={false}
          className="link inline-flex min-h-6 items-center"
        >
          Back to the {title.toLowerCase()}
        </Link>
        <Form
          // This page.
          action={`${address}/versions` as Route}
          prefetch={false}
          className="flex flex-wrap items-center gap-2"
          key={`${from} ${to}`}
        >
          <Choice name="from" label="Compare" value={String(from)} isSet={false}>
            {versions.map(({ version }) => (
              <option key={version} value={version}>
                Version {version}
              </option>
            ))}
          </Choice>
          <span className="text-13 text-ink-2">with</span>
          <Choice name="to" label="With" value={to === null ? 'working' : String(to)} isSet={false}>
            <option value="working">The text now</option>
            {versions.map(({ version }) => (
              <option key={version} value={version}>
                Version {version}
              </option>
            ))}
          </Choice>
          <button type="submit" className="btn btn-sm">
            Compare
          </button>
        </Form>
      </div>
      <ol className="text-13 text-ink-2 py-3">
        {versions
          .filter(({ version }) => version === from || version === to)
          .reverse()
          .map(({ version, why, by, at }) => (
            <li key={version} className="wrap-anywhere">
              Version {version}, by {by},{' '}
              <Time at={at} zone={zone} now={now} format="dayTime" className="font-sans" />: {why}
            </li>
          ))}
        <li className="mt-1">
          <del className="bg-sev1-soft text-sev1-ink line-through decoration-2">What was removed</del>,{' '}
          <ins className="bg-ok-soft text-ok-ink underline decoration-2 underline-offset-2">
            what was added
          </ins>
        </li>
      </ol>
    </>
  )
}
