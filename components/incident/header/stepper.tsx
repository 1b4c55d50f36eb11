import { Check } from 'lucide-react'
import { Moment } from '#components/incident/moment.tsx'
import { SoFar } from '#components/ui/ticking-text.tsx'
import {
  courseStatuses,
  type Incident,
  isLive,
  isSetAside,
  type Status,
  type StatusSpan,
} from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'

type StepperProps = { incident: Pick<Incident, 'statuses' | 'status'>; zone: string; now: number }
type Step = {
  name: string
  state: 'done' | 'now' | 'skipped' | 'ahead'
  at: string | null
  until: string | null
}

/** Six statuses with the time each began and how long it took; on a phone six bars and a line of text. */
export function Stepper({ incident, zone, now }: StepperProps) {
  const steps = stepsOf(incident)
  const reached = steps.findIndex((step) => step.state === 'now')
  const current = steps[reached]
  return (
    <>
      <div className="sm:hidden">
        <div className="grid grid-cols-6 gap-1" aria-hidden="true">
          {steps.map((step) => (
            <span key={step.name} className={`border-t-[3px] ${edge(step)}`} />
          ))}
        </div>
        {current && (
          <p className="text-13 mt-1.5 flex justify-between">
            <b className="font-bold">{current.name}</b>
            <span className="text-ink-3">
              {!isSetAside(incident) && `step ${reached + 1} of ${steps.length}, `}since{' '}
              {current.at && <Moment at={current.at} zone={zone} now={now} />}
            </span>
          </p>
        )}
      </div>
      <ol className="hidden grid-cols-6 gap-1 sm:grid lg:gap-1.5" aria-label="Status">
        {steps.map((step, index) => (
          <li
            key={step.name}
            className={`border-t-[3px] pt-1.5 ${edge(step)}`}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <div className={`text-13 flex items-center gap-1.5 leading-tight ${tone(step)}`}>
              {step.state === 'done' && <Check className="icon icon-sm stroke-[2.5]" />}
              {step.state === 'now' && <span className="bg-accent h-2 w-2 flex-none" />}
              {step.name}
              {step.state === 'skipped' && <span className="vh">, skipped</span>}
            </div>
            <div className="mono text-12 text-ink-3 mt-0.5">
              <Span
                step={step}
                after={steps.slice(0, index).findLast(({ at }) => at)?.at ?? null}
                zone={zone}
                now={now}
                isRunning={isLive(incident)}
              />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

type SpanProps = { step: Step; after: string | null; zone: string; now: number; isRunning: boolean }

function Span({ step, after, zone, now, isRunning }: SpanProps) {
  if (!step.at) return <span aria-hidden="true">–</span>
  return (
    <>
      <Moment at={step.at} zone={zone} now={now} after={after} />
      {step.until && <span className="hidden xl:inline"> · {durationBetween(step.at, step.until)}</span>}
      {step.state === 'now' && isRunning && (
        <span className="hidden xl:inline">
          {' '}
          · <SoFar since={Date.parse(step.at)} now={now} /> so far
        </span>
      )}
    </>
  )
}

/** A status that was held twice counts from the last time; one that was passed over is skipped. */
function stepsOf({ statuses: held, status }: Pick<Incident, 'statuses' | 'status'>): Step[] {
  // A side exit stands where the end would be.
  const way: readonly Status[] = isSetAside({ status })
    ? [...courseStatuses.slice(0, -1), status]
    : courseStatuses
  const reached = way.indexOf(status)
  return way.map((each, index) => {
    const at = held.findLastIndex((span) => span.status === each)
    const span: StatusSpan | undefined = index <= reached ? held[at] : undefined
    const state = index === reached ? 'now' : index > reached ? 'ahead' : span ? 'done' : 'skipped'
    return { name: statusNames[each], state, at: span?.from ?? null, until: held[at + 1]?.from ?? null }
  })
}

function edge({ state }: Step): string {
  if (state === 'now') return 'step-now border-accent'
  return state === 'done' ? 'step-done border-bar' : 'step-ahead border-rule-2'
}

function tone({ state }: Step): string {
  if (state === 'now') return 'font-bold text-ink'
  return state === 'done' ? 'font-medium text-ink-2' : 'text-ink-3'
}
