import { ArrowDown } from 'lucide-react'
import { type LogFilter, logFilters } from '#components/incident/log/lines.ts'

type LogFiltersProps = {
  /** How many entries the log has. */
  count: number
  filter: LogFilter
  onChange: (filter: LogFilter) => void
  /** What the keys of the log have just done, in a few words; else empty. */
  said: string
}

/** The head of the log: how long it is, and which part of it is shown. */
export function LogFilters({ count, filter, onChange, said }: LogFiltersProps) {
  return (
    <div className="room-bar text-13 -mx-4 flex items-center gap-1 overflow-x-auto border-b px-4 pt-3 pb-2 sm:mx-0 sm:px-0">
      <h2 className="sec mr-2">
        Log <span className="n">{count}</span>
      </h2>
      {logFilters.map(({ filter: each, name }) => (
        <button
          key={each}
          type="button"
          aria-pressed={filter === each}
          className={`rounded-xs px-2 py-1 whitespace-nowrap ${
            filter === each ? 'bg-hover font-semibold' : 'text-ink-2 hover:bg-hover'
          }`}
          onClick={() => onChange(each)}
        >
          {name}
        </button>
      ))}
      <span
        className="text-ink-3 ml-auto hidden items-center gap-1.5 whitespace-nowrap sm:flex"
        role="status"
      >
        {said || (
          <>
            <ArrowDown className="icon icon-sm" />
            Newest last
          </>
        )}
      </span>
    </div>
  )
}
