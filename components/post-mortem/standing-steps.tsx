import { Check } from 'lucide-react'
import { Time } from '#components/ui/time.tsx'
import type { SavedVersion } from '#lib/document/model.ts'
import type { Instant, PostMortemState } from '#lib/incident/incident.ts'

type StandingStepsProps = {
  state: PostMortemState
  versions: readonly SavedVersion[]
  zone: string
  now: number
}

/** Draft, in review, published: what the newest version has reached, and when. */
export function StandingSteps({ state, versions, zone, now }: StandingStepsProps) {
  const newest = versions[0]?.version
  const of = (head: PostMortemState['review']) => (head?.version === newest ? (head?.at ?? null) : null)
  const published = of(state.published)
  const steps: [name: string, at: Instant | null, isPassed: boolean][] = [
    ['Draft', versions[0]?.at ?? null, true],
    ['In review', of(state.review), published !== null],
    ['Published', published, false],
  ]
  return (
    <ol className="text-13 grid grid-cols-3 gap-1.5">
      {steps.map(([name, at, isPassed]) => (
        <li key={name} className={`border-t-[3px] pt-1.5 ${at || isPassed ? 'border-bar' : 'border-rule-2'}`}>
          <span className={`flex items-center gap-1 ${at ? 'font-semibold' : 'text-ink-3'}`}>
            {at && <Check className="icon icon-sm" />}
            {name}
          </span>
          {at ? (
            <span className="mono text-12 text-ink-3 block">
              <Time at={at} zone={zone} format="day" now={now} className="block" />
              <Time at={at} zone={zone} />
            </span>
          ) : (
            <span className="text-12 text-ink-3">{isPassed ? 'left out' : 'not yet'}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
