'use client'

import { useEffect, useRef, useState } from 'react'
import { highlight } from '#components/incident/log/highlight.ts'
import type { LogToolsProps } from '#components/incident/log/log-tools.tsx'
import { ToolFrame } from '#components/incident/log/tool-frame.tsx'

/** So long after the last key the log is searched. */
const pauseMs = 250

/** Words to look for in this log; what is found is marked where it stands. */
export function SearchTool({ filter, onFilter, found, onSearchEnd }: LogToolsProps) {
  const [typed, setTyped] = useState(filter.q)
  const input = useRef<HTMLInputElement>(null)
  const change = useRef(onFilter)
  useEffect(() => {
    change.current = onFilter
  })
  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    if (typed === filter.q) return
    const timer = setTimeout(() => change.current({ ...filter, q: typed }), pauseMs)
    return () => clearTimeout(timer)
  }, [typed, filter])
  // With each drawing of the log, as its lines come and go.
  useEffect(() => highlight(filter.q.trim()))
  useEffect(() => () => highlight(''), [])

  const isSearching = filter.q.trim() !== ''
  return (
    <ToolFrame name="Search in the log" onClose={onSearchEnd}>
      <form
        className="flex flex-wrap items-center gap-x-3 gap-y-1"
        onSubmit={(event) => {
          event.preventDefault()
          onFilter({ ...filter, q: typed })
        }}
      >
        <input
          ref={input}
          type="search"
          aria-label="Words in the log"
          maxLength={200}
          className="field log-search min-w-0 flex-1"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="text-ink-3 whitespace-nowrap" role="status">
          {isSearching && `${found.count.toLocaleString('en')} found${found.isWhole ? '' : ' so far'}`}
        </span>
      </form>
    </ToolFrame>
  )
}
