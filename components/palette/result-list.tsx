'use client'

import { ArrowRight, Contrast, Keyboard, LogOut, type LucideIcon, PencilLine, Plus } from 'lucide-react'
import { type MouseEvent, useEffect, useRef } from 'react'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import type { Group, Item } from '#components/palette/items.ts'
import { piecesOf } from '#components/palette/match.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { RunningClock } from '#components/ui/running-clock.tsx'
import { currentTime } from '#components/ui/ticker.ts'

const icons: Record<Exclude<Item['mark'], 'incident' | 'person'>, LucideIcon> = {
  do: PencilLine,
  declare: Plus,
  place: ArrowRight,
  theme: Contrast,
  keys: Keyboard,
  leave: LogOut,
}

type ResultListProps = {
  /** Begins the ids of the list and of its options. */
  id: string
  groups: readonly Group[]
  active: Item | undefined
  typed: string
  onChoose: (item: Item, isBeside: boolean) => void
}

/** What was found, in groups. The keyboard stays in the input; the active one is kept in sight. */
export function ResultList({ id, groups, active, typed, onChoose }: ResultListProps) {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active one is found by its mark in the list
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active?.id])
  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className="palette-list">
      {groups.map(({ name, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox
        <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
          <p id={`${id}-${name}`} role="presentation" className="text-12 text-ink-3 px-4 pt-3 pb-1">
            {name}
          </p>
          {items.map((item) => (
            <Option
              key={item.id}
              id={`${id}-${item.id}`}
              item={item}
              isActive={item === active}
              typed={typed}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

type OptionProps = {
  id: string
  item: Item
  isActive: boolean
  typed: string
  onChoose: ResultListProps['onChoose']
}

function Option({ id, item, isActive, typed, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: keys go to the input
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classNames('palette-option', isActive && 'bg-accent-soft')}
      // The input must keep the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event: MouseEvent) => onChoose(item, event.metaKey || event.ctrlKey)}
    >
      <span className="text-ink-2 flex w-6 flex-none justify-center">
        <Mark item={item} />
      </span>
      <span className="min-w-0 flex-1 truncate">
        <span className={isActive ? 'font-semibold' : undefined}>
          <Marked text={item.says} typed={typed} />
        </span>
        {item.detail && <span className="text-13 text-ink-3 ml-2">{item.detail}</span>}
      </span>
      {item.since !== undefined && (
        <RunningClock since={item.since} now={currentTime()} className="text-13" label="Open for" />
      )}
      {item.keys && (
        <span className="hidden gap-1 md:inline-flex" aria-hidden="true">
          {item.keys.split(' ').map((key) => (
            <Kbd key={key}>{key.toUpperCase()}</Kbd>
          ))}
        </span>
      )}
    </div>
  )
}

function Mark({ item }: { item: Item }) {
  if (item.mark === 'incident') return <SeverityGlyph severity={item.severity} kind={item.kind} />
  if (item.mark === 'person') return <Avatar name={item.name} />
  const Icon = icons[item.mark]
  return <Icon className="icon" />
}

/** What was found stands out by its line and weight. */
function Marked({ text, typed }: { text: string; typed: string }) {
  return piecesOf(text, typed).map(({ at, text: piece, isMatch }) =>
    isMatch ? (
      <b key={at} className="decoration-accent font-semibold underline decoration-2 underline-offset-3">
        {piece}
      </b>
    ) : (
      piece
    ),
  )
}
