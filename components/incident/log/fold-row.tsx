import { ChevronRight } from 'lucide-react'
import type { EntryLine } from '#components/incident/log/lines.ts'
import { foldWords } from '#components/incident/log/quiet.ts'
import { Time } from '#components/ui/time.tsx'

type FoldRowProps = { lines: readonly EntryLine[]; zone: string; onOpen: () => void }

/** A run of quiet entries in one line, which opens. */
export function FoldRow({ lines, zone, onOpen }: FoldRowProps) {
  const [first] = lines
  if (!first) return null
  return (
    <li data-line={`fold-${first.entry.seq}`} tabIndex={-1} className="log-entry">
      <div className="log-time mono text-12 text-ink-2 sm:text-13">
        <Time at={first.entry.occurredAt} zone={zone} format="clock" />
      </div>
      <div className="log-mark">
        <span className="bg-paper text-ink-3">
          <ChevronRight className="icon icon-sm" />
        </span>
      </div>
      <div className="min-w-0 pb-3.5 leading-[22px]">
        <button type="button" className="link text-ink-2" aria-expanded={false} onClick={onOpen}>
          {foldWords(lines)}
        </button>
      </div>
    </li>
  )
}
