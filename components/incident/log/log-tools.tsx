'use client'

import { JumpTool } from '#components/incident/log/jump-tool.tsx'
import { KindsTool } from '#components/incident/log/kinds-tool.tsx'
import type { LogTool } from '#components/incident/log/log-head.tsx'
import { SearchTool } from '#components/incident/log/search-tool.tsx'
import type { EntryFilter } from '#lib/incident/entries/matching.ts'

export type LogToolsProps = {
  tool: LogTool | null
  isSearching: boolean
  filter: EntryFilter
  onFilter: (filter: EntryFilter) => void
  /** How many entries pass the filter, and whether that is of the whole log. */
  found: { count: number; isWhole: boolean }
  goTo: (seq: number) => void
  toNewest: () => void
  onClose: () => void
  onSearchEnd: () => void
}

/** What opens under the head of the log: kinds to choose or chapters to go to, and words to look for. */
export default function LogTools(props: LogToolsProps) {
  const { tool, isSearching } = props
  return (
    <>
      {tool === 'kinds' && <KindsTool {...props} />}
      {tool === 'jump' && <JumpTool {...props} />}
      {isSearching && <SearchTool {...props} />}
    </>
  )
}
