import { inOrder } from '#components/report/in-order.ts'
import type { Part } from '#lib/report/model.ts'
import { formatUtc, toOffsetIso } from '#lib/time/format.ts'

/** A composed sentence; its times say themselves in UTC on hover. */
export function Parts({ parts, zone }: { parts: readonly Part[]; zone: string }) {
  return inOrder(parts, (part) => (typeof part === 'string' ? part : <PartTime part={part} zone={zone} />))
}

function PartTime({ part, zone }: { part: Exclude<Part, string>; zone: string }) {
  return (
    <time className="text-[0.9em]" dateTime={toOffsetIso(part.at, zone)} title={formatUtc(part.at)}>
      {part.text}
    </time>
  )
}
