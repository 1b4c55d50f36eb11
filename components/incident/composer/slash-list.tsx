'use client'

import { useEffect, useRef } from 'react'
import type { Slash } from '#components/incident/composer/slash.ts'
import { slashIcon } from '#components/incident/composer/slash-icon.ts'
import { Kbd } from '#components/ui/kbd.tsx'

type SlashListProps = {
  id: string
  options: readonly Slash[]
  active: number
  onChoose: (slash: Slash) => void
}

/** The commands that fit what is typed, above the input. The keyboard stays in the input. */
export function SlashList({ id, options, active, onChoose }: SlashListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div className="border-rule-2 bg-surface shadow-overlay absolute bottom-[calc(100%+6px)] left-0 z-20 w-full max-w-[480px] overflow-hidden rounded-md border">
      <div
        ref={list}
        id={id}
        role="listbox"
        // It scrolls by itself; the keys that choose go to the input.
        tabIndex={0}
        aria-label="Commands"
        className="max-h-[min(40vh,19rem)] overflow-y-auto py-1"
      >
        {options.map((slash, index) => {
          const Icon = slashIcon(slash.word)
          return (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys go to the input
            <div
              key={slash.word}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={`flex min-h-9 cursor-pointer items-center gap-3 px-3 py-1.5 ${index === active ? 'bg-accent-soft' : ''}`}
              // The input must keep the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(slash)}
            >
              <Icon className="icon text-ink-2" />
              <span className="mono text-13 w-[92px] flex-none font-semibold">{slash.word}</span>
              <span className="text-ink-2 flex-1">{slash.says}</span>
              {index === active && <Kbd>↵</Kbd>}
            </div>
          )
        })}
      </div>
      <div className="bg-sunk text-12 text-ink-3 flex gap-4 border-t px-3 py-1.5" aria-hidden="true">
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
        </span>
        <span>
          <Kbd>Tab</Kbd> complete
        </span>
        <span>
          <Kbd>Esc</Kbd> close
        </span>
      </div>
    </div>
  )
}
