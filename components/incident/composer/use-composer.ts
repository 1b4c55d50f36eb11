'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { compose, draftOf } from '#components/incident/composer/compose.ts'
import { offeredSlashes, readSlash, type Slash } from '#components/incident/composer/slash.ts'
import { useSuggestions } from '#components/incident/composer/use-suggestions.ts'
import { useWriting } from '#components/incident/composer/use-writing.ts'
import { type Room, useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'
import { currentTime } from '#components/ui/ticker.ts'
import { commander } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

/** Filled with how to put a command back: true when the composer is where it was written. */
export type PutBack = { current: ((command: CommandBody) => boolean) | null }

/** All that the composer does; what it looks like is the component's. */
export function useComposer(putBack: PutBack) {
  const room = useRoom()
  const { live, me, zone } = room
  const input = useRef<HTMLTextAreaElement>(null)
  const { draft, write, clear, caret, setCaret } = useWriting(input)
  const [problem, setProblem] = useState('')
  const offered = useMemo(() => offeredSlashes(me, live.incident), [me, live.incident])
  const read = readSlash(draft.text, offered)
  const focus = () => input.current?.focus()

  const type = (text: string, at?: number) => {
    write({ ...draft, text })
    setCaret(at ?? text.length, at !== undefined)
    suggestions.reset()
    setProblem('')
  }
  const run = (slash: Slash) => {
    setProblem(runAim(slash, read.slash ? read.rest : '', room))
    clear()
  }
  const choose = (slash: Slash) => {
    if (slash.aim !== 'log' && slash.aim !== 'fact') return run(slash)
    type(`${slash.word} `)
    focus()
  }
  const suggestions = useSuggestions({ text: draft.text, caret, read, offered, type, choose })

  const log = () => {
    if (read.slash && read.slash.aim !== 'log' && read.slash.aim !== 'fact') return run(read.slash)
    const made = compose(draft, read, { zone, now: currentTime() })
    if ('problem' in made) return setProblem(made.problem)
    live.send(made.command)
    clear()
    setProblem('')
    focus()
  }
  /** Pressed below the field: what is written already becomes what the command says. */
  const press = (slash: Slash) => {
    if (slash.aim !== 'log') return choose(slash)
    write({ ...draft, text: `${slash.word} ${read.slash ? read.rest : draft.text}` })
    focus()
  }

  useEffect(() => {
    putBack.current = (command) => {
      const back = draftOf(command, zone)
      if (!back) return false
      // What is being written now is kept below what comes back.
      write({ ...back, text: draft.text ? `${back.text}\n\n${draft.text}` : back.text })
      focus()
      return true
    }
  })
  const slashKey = () => {
    if (!draft.text) type('/')
    focus()
  }
  useShortcuts([
    { keys: 'l', label: 'Write to the log', run: focus },
    { keys: '/', label: 'Commands', run: slashKey },
  ])

  return { input, draft, write, type, setCaret, read, offered, suggestions, problem, log, press }
}

/** Does what a command without words stands for; gives what has to be said instead, or nothing. */
function runAim(slash: Slash, text: string, { live, me, open }: Room): string {
  if (slash.aim === 'acknowledge') live.send({ type: 'acknowledge' })
  if (slash.aim === 'dialog') open({ dialog: slash.dialog, text })
  if (slash.aim !== 'command') return ''
  const holder = commander(live.incident)
  if (!holder) live.send({ type: 'take_role', role: 'commander' })
  else if (permission(me, 'offer_command', live.incident).allowed) open({ dialog: 'offer' })
  else return `${holder.name} is Incident Commander and can hand over command.`
  return ''
}
