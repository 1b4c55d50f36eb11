import { Search } from 'lucide-react'
import { isSameKinds, presets } from '#components/incident/log/filters.ts'
import type { EntryFilter } from '#lib/incident/entries/matching.ts'

/** What opens under the head of the log. */
export type LogTool = 'kinds' | 'jump'

type LogHeadProps = {
  /** How many entries the log has. */
  count: number
  filter: EntryFilter
  onFilter: (filter: EntryFilter) => void
  tool: LogTool | null
  onTool: (tool: LogTool | null) => void
  isSearching: boolean
  onSearch: (isSearching: boolean) => void
}

/** The head of the log: how long it is, which part of it is shown, and the ways to find something in it. */
export function LogHead(props: LogHeadProps) {
  const { count, filter, onFilter, tool, onTool, isSearching, onSearch } = props
  const isPreset = presets.some(({ kinds }) => isSameKinds(kinds, filter.kinds))
  const style = (isOn: boolean) =>
    `rounded-xs px-2 py-1 whitespace-nowrap ${isOn ? 'bg-hover font-semibold' : 'text-ink-2 hover:bg-hover'}`
  const opener = (name: LogTool, isOn = tool === name) => ({
    type: 'button' as const,
    'aria-expanded': tool === name,
    className: style(isOn),
    onClick: () => onTool(tool === name ? null : name),
  })
  return (
    <div className="room-bar text-13 -mx-4 flex border-b sm:mx-0">
      <div className="flex min-w-0 flex-1 items-center gap-1 overflow-x-auto pt-3 pb-2 pl-4 sm:pl-0">
        <h2 className="sec mr-2">
          Log <span className="n">{count.toLocaleString('en')}</span>
        </h2>
        {presets.map(({ name, kinds }) => {
          const isOn = isSameKinds(kinds, filter.kinds)
          return (
            <button
              key={name}
              type="button"
              aria-pressed={isOn}
              className={style(isOn)}
              onClick={() => onFilter({ ...filter, kinds })}
            >
              {name}
            </button>
          )
        })}
        <button {...opener('kinds', !isPreset || tool === 'kinds')}>More kinds</button>
      </div>
      <div className="flex flex-none items-center gap-1 pt-3 pr-4 pb-2 pl-2 sm:pr-0">
        <button {...opener('jump')}>Jump to</button>
        <button
          type="button"
          aria-expanded={isSearching}
          aria-label="Search in the log"
          title="Search in the log (F)"
          className={style(isSearching)}
          onClick={() => onSearch(!isSearching)}
        >
          <Search className="icon icon-sm" />
        </button>
      </div>
    </div>
  )
}
