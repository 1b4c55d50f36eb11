import type { Corrections } from '#components/incident/log/corrections.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import { Time } from '#components/ui/time.tsx'

type CorrectionMarkProps = { corrections: Corrections; was: string; zone: string }

/** "edited 14:40", and on demand what stood there before, by whom it was changed and why. */
export function CorrectionMark({ corrections, was, zone }: CorrectionMarkProps) {
  const { last, all } = corrections
  const earlier = [was, ...all.slice(0, -1).map(({ text }) => text)]
  return (
    <details className="text-13 text-ink-3">
      <summary className="inline-block">
        edited <Time at={last.at} zone={zone} />
      </summary>
      <div className="border-rule-2 mt-1 border-l pl-3">
        <p>
          By {last.by}: {last.reason}
        </p>
        {earlier.map((text, index) => (
          <div key={all[index]?.seq} className="text-ink-2 mt-1">
            <span className="text-12 text-ink-3">Before</span>
            <LogText text={text} className="line-through decoration-1" />
          </div>
        ))}
      </div>
    </details>
  )
}
