import { ArrowDown } from 'lucide-react'
import Link from 'next/link'
import { CommanderName } from '#components/incidents/commander-name.tsx'
import type { Group } from '#components/incidents/groups.ts'
import {
  LastedCell,
  MergedMark,
  SeverityCell,
  StatusCell,
  TopicLink,
} from '#components/incidents/incident-cells.tsx'
import { Mentions } from '#components/incidents/mentions.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Time } from '#components/ui/time.tsx'
import { type IncidentView, isLive, isSetAside } from '#lib/incident/incident.ts'
import type { Finding } from '#lib/log/model.ts'
import { formatDuration } from '#lib/time/duration.ts'

export type IncidentGroupsProps = {
  groups: readonly Group[]
  zone: string
  now: number
  /** Refs whose missing Commander is said in inverse video. */
  loud: ReadonlySet<string>
  /** By ref, why a search found it. */
  findings: Readonly<Record<string, Finding>>
}

/** The list from 768 px on. Below 1024 px without the answer's time and the report. */
export function IncidentTable({ groups, zone, now, loud, findings }: IncidentGroupsProps) {
  const head = 'pt-4 pb-1 pr-3 lg:pr-4'
  return (
    <table className="text-14 mt-1 hidden md:table">
      <caption className="vh">Incidents, open ones first, then newest first</caption>
      <thead>
        <tr>
          <th scope="col" className={head}>
            Severity
          </th>
          <th scope="col" className={head}>
            Topic
          </th>
          <th scope="col" className={head}>
            Status
          </th>
          <th scope="col" className={head}>
            Commander
          </th>
          <th scope="col" className={`${head} !text-ink whitespace-nowrap`}>
            Reported <ArrowDown className="icon inline !h-3 !w-3" />
          </th>
          <th scope="col" className={`${head} !text-right whitespace-nowrap max-lg:hidden`}>
            Acked in
          </th>
          <th scope="col" className={`${head} !text-right`}>
            Lasted
          </th>
          <th scope="col" className="pt-4 pb-1 max-lg:hidden">
            Report
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.title}>
          <tr>
            <th scope="rowgroup" colSpan={8} className="!text-ink border-bar border-b pt-6 pb-1.5 !font-bold">
              {group.title}
              {group.isActive && (
                <span className="mono text-ink-3 ml-1 font-normal"> {group.incidents.length}</span>
              )}
            </th>
          </tr>
          {group.incidents.map((incident) => (
            <Row
              key={incident.ref}
              incident={incident}
              zone={zone}
              now={now}
              isLoud={loud.has(incident.ref)}
              finding={findings[incident.ref]}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}

type RowProps = {
  incident: IncidentView
  zone: string
  now: number
  isLoud: boolean
  finding: Finding | undefined
}

function Row({ incident, finding, ...rest }: RowProps) {
  const { ref, kind } = incident
  const snippets = finding?.entries ?? []
  const look = kind === 'drill' && 'bg-drill-soft/60'
  return (
    <>
      <tr className={classNames('hover:bg-hover', snippets.length === 0 && 'border-b', look)}>
        <Cells incident={incident} finding={finding} {...rest} />
      </tr>
      {snippets.length > 0 && (
        <tr className={classNames('border-b', look)}>
          <td />
          <td colSpan={7} className="pb-2.5">
            <Mentions incidentRef={ref} snippets={snippets} zone={rest.zone} now={rest.now} />
          </td>
        </tr>
      )}
    </>
  )
}

function Cells({ incident, zone, now, isLoud, finding }: RowProps) {
  const { ref, severity, kind, milestones, metrics } = incident
  const cell = 'py-2.5 pr-3 align-baseline lg:pr-4'
  return (
    <>
      <td className={`${cell} whitespace-nowrap`}>
        <SeverityCell severity={severity} kind={kind} />
      </td>
      <td className={`${cell} w-full`}>
        <TopicLink
          incident={incident}
          ranges={finding?.topic}
          className={classNames('font-medium', incident.topic.length > 120 && 'max-lg:line-clamp-4')}
        />{' '}
        <span className="mono text-12 text-ink-3 whitespace-nowrap lg:ml-1">{ref}</span>
        <MergedMark merged={incident.merged} />
      </td>
      <td className={`${cell} whitespace-nowrap`}>
        <StatusCell incident={incident} />
      </td>
      <td className={`${cell} whitespace-nowrap [&_.attn]:align-middle [&_.av]:max-lg:hidden`}>
        <CommanderName incident={incident} isLoud={isLoud} />
      </td>
      <td className={`${cell} text-13 text-ink-2 whitespace-nowrap`}>
        {milestones.reportedAt && (
          <Time
            at={milestones.reportedAt}
            zone={zone}
            format="dayTime"
            now={now}
            className="tnum max-lg:font-sans"
          />
        )}
      </td>
      <td className={`${cell} mono text-13 text-ink-2 text-right whitespace-nowrap max-lg:hidden`}>
        {metrics.responseSeconds !== null
          ? formatDuration(metrics.responseSeconds)
          : isLive(incident)
            ? 'none yet'
            : 'none'}
      </td>
      <td className={`${cell} mono text-13 text-ink-2 text-right whitespace-nowrap`}>
        <LastedCell incident={incident} now={now} />
      </td>
      <td className="text-13 py-2.5 align-baseline whitespace-nowrap max-lg:hidden">
        {isLive(incident) ? (
          <span className="text-ink-3">after resolve</span>
        ) : (
          !isSetAside(incident) && (
            <Link
              href={`/incidents/${ref}/report`}
              prefetch={false}
              className="link inline-flex min-h-6 items-center"
              aria-label={`Report of ${ref}`}
            >
              Report
            </Link>
          )
        )}
      </td>
    </>
  )
}
