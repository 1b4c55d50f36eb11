import { Check } from 'lucide-react'
import Link from 'next/link'
import { QuietStrip } from '#components/now/quiet-strip.tsx'
import { daysBetween, type Past } from '#lib/now/model.ts'

type QuietProps = {
  history: readonly Past[]
  lastSev1At: string | null
  mayDeclare: boolean
  zone: string
  now: number
}

/** Nothing is open: since when there was no SEV1, and the last 90 days. */
export function Quiet({ history, lastSev1At, mayDeclare, zone, now }: QuietProps) {
  return (
    <section className="py-10 md:py-16" aria-labelledby="quiet">
      <p className="text-13 text-ok-ink flex items-center gap-1.5 font-semibold">
        <Check className="icon" strokeWidth={2.5} />
        No active incidents
      </p>
      <h2 id="quiet" className="headline text-38 md:text-48 mt-2">
        All quiet.
      </h2>
      <p className="serif text-20 text-ink-2 mt-3 max-w-[44ch] leading-[1.4]">
        <SinceSev1
          days={lastSev1At === null ? null : daysBetween(lastSev1At, new Date(now).toISOString(), zone)}
        />
      </p>
      <QuietStrip history={history} zone={zone} now={now} />
      {mayDeclare && (
        <div className="mt-8">
          <Link className="btn" href="/declare?kind=drill" prefetch={false}>
            Run a drill
          </Link>
        </div>
      )}
    </section>
  )
}

function SinceSev1({ days }: { days: number | null }) {
  if (days === null) return 'No SEV1 was ever reported here.'
  if (days <= 0) return 'A SEV1 was reported today. It is over.'
  return (
    <>
      <span className="text-ink font-medium">{days === 1 ? '1 day' : `${days} days`}</span> since the last
      SEV1 was reported.
    </>
  )
}
