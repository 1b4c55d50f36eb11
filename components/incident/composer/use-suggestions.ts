'use client'

import { type KeyboardEvent, useMemo, useState } from 'react'
import { insertMention, matchPeople, readMention } from '#components/incident/composer/mention.ts'
import { matchSlashes, type Slash, type SlashText } from '#components/incident/composer/slash.ts'
import type { Suggestion } from '#components/incident/composer/suggestions.tsx'
import { useRoom } from '#components/incident/room.ts'

type Typed = {
  text: string
  caret: number
  read: SlashText
  offered: readonly Slash[]
  /** Puts this text in place of what is typed. */
  type: (text: string, caret?: number) => void
  choose: (slash: Slash) => void
}

/** What is offered above the field while somebody types a command or names a person, and the keys that choose. */
export function useSuggestions(typed: Typed) {
  const [active, setActive] = useState(0)
  const [isClosed, setClosed] = useState(false)
  const people = usePeople(typed)
  const commands = commandsOf(typed)
  const options = isClosed ? [] : [...commands, ...people]
  const at = Math.min(active, options.length - 1)
  const chosen = options[at]

  /** Whether the key was one of the list's. */
  const takeKey = (event: KeyboardEvent): boolean => {
    if (!chosen) return false
    if (event.key === 'ArrowDown') setActive((at + 1) % options.length)
    else if (event.key === 'ArrowUp') setActive((at - 1 + options.length) % options.length)
    else if (event.key === 'Tab') chosen.complete()
    else if (event.key === 'Escape') setClosed(true)
    else if (event.key === 'Enter') chosen.run()
    else return false
    event.preventDefault()
    return true
  }
  return {
    options,
    active: at,
    chosen,
    takeKey,
    /** Something else is typed now. */
    reset: () => {
      setActive(0)
      setClosed(false)
    },
    close: () => setClosed(true),
    open: () => setClosed(false),
  }
}

function commandsOf({ read, offered, type, choose }: Typed): Suggestion[] {
  if (read.typing === null) return []
  return matchSlashes(read.typing, offered).map((slash) => {
    const { word, says } = slash
    const complete = () => type(`${word} `)
    return { key: word, word, says, run: () => choose(slash), complete }
  })
}

function usePeople({ text, caret, type }: Typed): Suggestion[] {
  const { people, me } = useRoom()
  const active = useMemo(() => people.filter((person) => person.active), [people])
  const mention = readMention(text, caret)
  if (!mention) return []
  return matchPeople(mention.typed, active).map(({ id, name }) => {
    const run = () => {
      const next = insertMention(text, { from: mention.from, caret }, name)
      type(next.text, next.caret)
    }
    return { key: id, word: name, says: id === me.id ? 'you' : '', run, complete: run }
  })
}
