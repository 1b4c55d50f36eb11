'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { CommandBody } from '#components/live/pending.ts'
import { sendCommand } from '#components/live/send.ts'
import type { Entry } from '#lib/incident/entries/table.ts'

export type CommandState = {
  isSending: boolean
  /** Why the last one did not go through, in words. */
  problem: string | null
  /** What is wrong with its fields, by their names. */
  fields: Record<string, string>
}

const idle: CommandState = { isSending: false, problem: null, fields: {} }

/**
 * Gives commands on the incident from a page that is rendered by the server, which is rendered anew when one went
 * through. `give` answers with its entries, null when it did not. Without an answer, the same command may be given
 * again: its key makes one of both.
 */
export function useCommand(ref: string) {
  const router = useRouter()
  const [state, setState] = useState(idle)
  const last = useRef<{ body: string; key: string } | null>(null)

  const give = async (command: CommandBody): Promise<Entry[] | null> => {
    const body = JSON.stringify(command)
    const key = last.current?.body === body ? last.current.key : uuid()
    last.current = { body, key }
    setState({ ...idle, isSending: true })
    const answer = await sendCommand(ref, { key, input: command, at: new Date().toISOString() })
    if (answer.kind === 'unreachable') {
      setState({ ...idle, problem: 'The server does not answer. Nothing is lost: press again.' })
      return null
    }
    last.current = null
    if (answer.kind === 'signed out') {
      setState({ ...idle, problem: 'Your session ended. Sign in again in another tab, then press again.' })
      return null
    }
    if (answer.kind === 'refused') {
      setState({ ...idle, problem: answer.problem.detail, fields: answer.problem.fields })
      return null
    }
    setState(idle)
    router.refresh()
    return answer.entries
  }
  return { give, state, clear: () => setState(idle) }
}
