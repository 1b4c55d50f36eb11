import { isInWindow, type Past, sumPromises } from '#lib/now/model.ts'
import { promiseWords } from '#lib/report/model.ts'

/** How often stakeholders heard in time, over real incidents of the last 90 days; nothing while none was owed a word. */
export function PromisesKept({ history, now }: { history: readonly Past[]; now: number }) {
  const counted = history.filter((past) => isInWindow(past, now))
  const sum = sumPromises(counted.map(({ promises }) => promises))
  if (sum.n === 0) return null
  return (
    <section className="mt-7" aria-labelledby="promises-kept">
      <h2 id="promises-kept" className="sec rule-sec">
        Updates to stakeholders
      </h2>
      <p className="mt-2 font-medium">{promiseWords(sum)}</p>
      <p className="text-12 text-ink-3 mt-0.5">
        {sum.n === 1 ? 'One incident' : `${sum.n} incidents`} reported in the last 90 days, drills left out.
      </p>
    </section>
  )
}
