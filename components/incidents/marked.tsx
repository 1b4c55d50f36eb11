import type { Ranges } from '#lib/log/model.ts'

/** A text with the words that were searched for marked. */
export function Marked({ text, ranges = [] }: { text: string; ranges?: Ranges | undefined }) {
  const parts = ranges.map(([from, until], index) => {
    const before = text.slice(ranges[index - 1]?.[1] ?? 0, from)
    return (
      <span key={from}>
        {before}
        <mark className="bg-accent-soft text-ink rounded-xs font-semibold">{text.slice(from, until)}</mark>
      </span>
    )
  })
  return (
    <>
      {parts}
      {text.slice(ranges.at(-1)?.[1] ?? 0)}
    </>
  )
}
