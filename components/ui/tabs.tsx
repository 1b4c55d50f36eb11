'use client'

import type { KeyboardEvent } from 'react'

export type TabItem = {
  id: string
  label: string
  /** Something behind this tab needs a person: a dot and this sentence for readers. */
  needs?: string
}

type TabListProps = {
  name: string
  tabs: readonly TabItem[]
  current: string
  onSelect: (id: string) => void
}

/**
 * Tabs after the ARIA pattern: one stop, arrows, Home and End move and select. The panel of a tab is
 * `<div role="tabpanel" id="panel-ID" aria-labelledby="tab-ID">`.
 */
export function TabList({ name, tabs, current, onSelect }: TabListProps) {
  const move = (event: KeyboardEvent) => {
    const here = tabs.findIndex((tab) => tab.id === current)
    const step = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = tabs[(step + tabs.length) % tabs.length]
    if (!next) return
    onSelect(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div role="tablist" aria-label={name} className="flex gap-5 overflow-x-auto border-b" onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`tab-${tab.id}`}
          aria-controls={`panel-${tab.id}`}
          aria-selected={tab.id === current}
          tabIndex={tab.id === current ? 0 : -1}
          className="tab -mb-px"
          onClick={() => onSelect(tab.id)}
        >
          {tab.label}
          {tab.needs && (
            <>
              <span className="bg-ink h-1.5 w-1.5 rounded-full" aria-hidden="true" />
              <span className="vh">, {tab.needs}</span>
            </>
          )}
        </button>
      ))}
    </div>
  )
}
