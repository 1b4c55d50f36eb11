import { inOrder } from '#components/report/in-order.ts'
import type { DistributionRow } from '#lib/report/model.ts'

/** Who was sent which version, and what came of it, as the report itself tells it: for who may not read the mails. */
export function Distribution({ rows }: { rows: readonly DistributionRow[] }) {
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="h-distribution">
      <h2 id="h-distribution" className="sec rule-sec">
        Who got it <span className="n">{rows.length}</span>
      </h2>
      <ul className="text-13 mt-1.5">
        {inOrder(rows, ({ name, version, text }) => (
          <li className="border-t py-1.5 wrap-anywhere first:border-t-0">
            {name}, version {version} <span className="text-ink-3">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
