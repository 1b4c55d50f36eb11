import { ArrowDown, ArrowUp } from 'lucide-react'

type NewEntriesProps = {
  unseen: number
  /** The numbers of those added further up. */
  late: readonly number[]
  isAtEnd: boolean
  onEnd: () => void
  onLate: () => void
}

/** "3 new" and "1 added further up", above the composer: what came never moves what is being read. */
export function NewEntries({ unseen, late, isAtEnd, onEnd, onLate }: NewEntriesProps) {
  const style = 'btn btn-sm shadow-overlay absolute bottom-2 left-1/2 -translate-x-1/2'
  if (unseen > 0 && !isAtEnd) {
    return (
      <div className="relative">
        <button type="button" className={style} onClick={onEnd}>
          <ArrowDown className="icon icon-sm" />
          {unseen} new
        </button>
      </div>
    )
  }
  if (late.length === 0) return null
  return (
    <div className="relative">
      <a href={`#entry-${late[0]}`} className={style} onClick={onLate}>
        <ArrowUp className="icon icon-sm" />
        {late.length} added further up
      </a>
    </div>
  )
}
