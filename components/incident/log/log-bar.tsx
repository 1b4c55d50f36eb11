'use client'

import { lazy, Suspense, useRef } from 'react'
import { LogHead, type LogTool } from '#components/incident/log/log-head.tsx'
import type { LogToolsProps } from '#components/incident/log/log-tools.tsx'
import { useUnderHead } from '#components/incident/log/use-under-head.ts'

const LogTools = lazy(() => import('#components/incident/log/log-tools.tsx'))

type LogBarProps = Omit<LogToolsProps, 'onClose' | 'onSearchEnd'> & {
  count: number
  onTool: (tool: LogTool | null) => void
  onSearch: (isSearching: boolean) => void
}

/** The head of the log and what opens under it. */
export function LogBar({ count, onTool, onSearch, ...tools }: LogBarProps) {
  const { tool, isSearching, filter, onFilter } = tools
  const bar = useRef<HTMLDivElement>(null)
  useUnderHead(bar)
  const search = (isOn: boolean) => {
    onSearch(isOn)
    if (!isOn) onFilter({ ...filter, q: '' })
  }
  return (
    <div ref={bar} className="log-bar">
      <LogHead {...{ count, filter, onFilter, tool, onTool, isSearching }} onSearch={search} />
      {(tool || isSearching) && (
        <Suspense>
          <LogTools {...tools} onClose={() => onTool(null)} onSearchEnd={() => search(false)} />
        </Suspense>
      )}
    </div>
  )
}
