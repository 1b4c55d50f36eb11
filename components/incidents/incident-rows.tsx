import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { CommanderName, lacksCommander } from '#components/incidents/commander-name.tsx'
import { LastedCell, MergedMark, statusWords, TopicLink } from '#components/incidents/incident-cells.tsx'
import type { IncidentGroupsProps } from '#components/incidents/incident-table.tsx'
import { Mentions } from '#components/incidents/mentions.tsx'
import { Time } from '#components/ui/time.tsx'
import { commander, type IncidentView } from '#lib/incident/incident.ts'
import type { Finding } from '#lib/log/model.ts'

/** The list below 768 px: three lines each. */
export function IncidentRows({ groups, zone, now, loud, findings }: IncidentGroupsProps) {
  return (
    <div className="md:hidden">
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h2 className="text-13 border-bar border-b pt-5 pb-1 font-bold">{group.title}</h2>
          <ul>
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
          </ul>
        </section>
      ))}
    </div>
  )
}

type RowProps = {
  incident: IncidentView
  zone: string
  now: number
  isLoud: boolean
  finding: Finding | undefined
}

function Row({ incident, zone, now, isLoud, finding }: RowProps) {
  const { ref, kind, severity, milestones } = incident
  const holder = commander(incident)
  const isDrill = kind === 'drill'
  return (
    <li
      className={`grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2.5 border-b py-3 ${isDrill ? 'bg-drill-soft/60' : ''}`}
    >
      {isDrill ? (
        <span className="hatch-sm mt-0.5 h-[18px] w-[18px] rounded-xs" aria-hidden="true" />
      ) : (
        <span className="pt-0.5">
          <SeverityGlyph severity={severity} size={18} />
        </span>
      )}
      <div className="min-w-0">
        <TopicLink
          incident={incident}
          ranges={finding?.topic}
          className="line-clamp-4 leading-snug font-semibold"
        />
        <p className="text-13 text-ink-2 mt-0.5">
          {isDrill && <b className="text-drill-ink">DRILL </b>}
          {isDrill ? severity : <span aria-hidden="true">{severity}</span>}
          <span className="mono text-12 text-ink-3 mx-2">{ref}</span>
          {statusWords(incident)}
          <MergedMark merged={incident.merged} />
        </p>
        <p className="text-12 text-ink-3 mt-0.5">
          {milestones.reportedAt && (
            <Time at={milestones.reportedAt} zone={zone} format="dayTime" now={now} className="font-sans" />
          )}
          {holder && `, ${holder.name}`}
        </p>
        {lacksCommander(incident) && (
          <p className="text-13 mt-1">
            <CommanderName incident={incident} isLoud={isLoud} />
          </p>
        )}
      </div>
      <span className="mono text-13 text-ink-2">
        <LastedCell incident={incident} now={now} />
      </span>
      <div className="col-span-2 col-start-2 mt-1">
        <Mentions incidentRef={ref} snippets={finding?.entries ?? []} zone={zone} now={now} />
      </div>
    </li>
  )
}
