'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { slashIcon } from '#components/incident/composer/slash-icon.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

/** What may be chosen while typing. `run` takes it; `complete` writes it out, for Tab. */
export type Suggestion = {
  key: string
  word: string
  says: string
  run: () => void
  complete: () => void
}

export type SuggestionsProps = { id: string; label: string; options: readonly Suggestion[]; active: number }

/** What fits what is typed, above the input. The keyboard stays in the input. */
export function Suggestions({ id, label, options, active }: SuggestionsProps): ReactNode {
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
        aria-label={label}
        className="max-h-[min(40vh,19rem)] overflow-y-auto py-1 max-sm:max-h-[28dvh]"
      >
        {options.map(({ key, word, says, run }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys go to the input
          <div
            key={key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={`flex min-h-9 cursor-pointer items-center gap-3 px-3 py-1.5 ${index === active ? 'bg-accent-soft' : ''}`}
            // The input must keep the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={run}
          >
            <Sign word={word} />
            <span
              className={
                word.startsWith('/')
                  ? 'mono text-13 w-[92px] flex-none font-semibold'
                  : 'truncate font-semibold'
              }
            >
              {word}
            </span>
            <span className="text-ink-2 flex-1">{says}</span>
            {index === active && <Kbd>↵</Kbd>}
          </div>
        ))}
      </div>
      <div
        className="bg-sunk text-12 text-ink-3 hidden gap-4 border-t px-3 py-1.5 sm:flex"
        aria-hidden="true"
      >
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

/** The command's own sign, a person's initials. */
function Sign({ word }: { word: string }) {
  if (!word.startsWith('/')) return <Avatar name={word} />
  const Icon = slashIcon(word)
  return <Icon className="icon text-ink-2" />
}
