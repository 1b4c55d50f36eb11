'use client'

import { JumpTool } from '#components/incident/log/jump-tool.tsx'
import { KindsTool } from '#components/incident/log/kinds-tool.tsx'
import type { LogTool } from '#components/incident/log/log-head.tsx'
import { SearchTool } from '#components/incident/log/search-tool.tsx'
import type { EntryFilter } from '#lib/incident/entries/matching.ts'

export type LogToolsProps = {
  tool: LogTool
  filter: EntryFilter
  onFilter: (filter: EntryFilter) => void
  /** How many entries pass the filter, and whether that is of the whole log. */
  found: { count: number; isWhole: boolean }
  goTo: (seq: number) => void
  toNewest: () => void
  onClose: () => void
}

/** What opens under the head of the log: kinds to choose, chapters to go to, words to look for. */
export default function LogTools(props: LogToolsProps) {
  if (props.tool === 'kinds') return <KindsTool {...props} />
  if (props.tool === 'jump') return <JumpTool {...props} />
  return <SearchTool {...props} />
}
