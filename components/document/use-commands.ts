'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { v7 as uuid } from 'uuid'
import { savesSettled } from '#components/document/saving.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { sendCommand } from '#components/live/send.ts'
import type { Entry } from '#lib/incident/entries/table.ts'

/** A command, or how it follows from the entries of the one before. */
export type Step = CommandBody | ((before: readonly Entry[]) => CommandBody)

export type Trouble = { says: string; fields: Record<string, string>; signedOut: boolean }

/**
 * Gives commands on an incident from a page that does not follow its log, one after the other, and renders the page anew
 * when all went well. Each keeps its key until its answer is known, so that a second press has no second effect.
 */
export function useCommands(ref: string) {
  const router = useRouter()
  const [isRefreshing, startRefresh] = useTransition()
  const [running, setRunning] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const keys = useRef(new Map<string, string>())

  const give = async (input: CommandBody): Promise<Entry[] | null> => {
    const name = JSON.stringify(input)
    const key = keys.current.get(name) ?? uuid()
    keys.current.set(name, key)
    const answer = await sendCommand(ref, { key, input, at: new Date().toISOString() })
    if (answer.kind === 'done') return answer.entries
    setTrouble(troubleOf(answer))
    if (answer.kind === 'refused') keys.current.delete(name)
    return null
  }

  /** `label` names what runs, for its button. True when all went well. */
  const run = async (label: string, steps: readonly Step[]): Promise<boolean> => {
    if (running !== null) return false
    setRunning(label)
    setTrouble(null)
    let before: readonly Entry[] = []
    try {
      await savesSettled()
      for (const step of steps) {
        const done = await give(typeof step === 'function' ? step(before) : step)
        if (!done) return false
        before = done
      }
      keys.current.clear()
      startRefresh(() => router.refresh())
      return true
    } finally {
      setRunning(null)
    }
  }
  return { run, running, isRefreshing, trouble }
}

function troubleOf(answer: Exclude<Awaited<ReturnType<typeof sendCommand>>, { kind: 'done' }>): Trouble {
  switch (answer.kind) {
    case 'refused':
      return { says: answer.problem.detail, fields: answer.problem.fields, signedOut: false }
    case 'signed out':
      return { says: 'Your session has ended. What you wrote is kept here.', fields: {}, signedOut: true }
    default:
      return {
        says: 'The server does not answer. Nothing is lost: press again.',
        fields: {},
        signedOut: false,
      }
  }
}
