import type { LogToolsProps } from '#components/incident/log/log-tools.tsx'
import { ToolFrame } from '#components/incident/log/tool-frame.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { statusNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'

/** The chapters of the log with their times: each leads to where it begins. */
export function JumpTool({ goTo, toNewest, onClose }: LogToolsProps) {
  const { live, zone, now } = useRoom()
  const { statuses } = live.incident
  const go = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <ToolFrame name="Places in the log" onClose={onClose}>
      <ul className="flex max-h-[30vh] flex-wrap gap-1.5 overflow-y-auto">
        <li>
          <button type="button" className="btn btn-sm" data-autofocus="" onClick={go(() => goTo(1))}>
            First entry
          </button>
        </li>
        {statuses.map((span, index) => {
          const until = statuses[index + 1]?.from
          return (
            <li key={span.seq}>
              <button type="button" className="btn btn-sm" onClick={go(() => goTo(span.seq))}>
                {statusNames[span.status]}
                <span className="mono text-12 text-ink-3 font-normal">
                  <Moment at={span.from} zone={zone} now={now} after={statuses[index - 1]?.from} />
                  {until && ` · ${durationBetween(span.from, until)}`}
                </span>
              </button>
            </li>
          )
        })}
        <li>
          <button type="button" className="btn btn-sm" onClick={go(toNewest)}>
            Newest
          </button>
        </li>
      </ul>
    </ToolFrame>
  )
}
