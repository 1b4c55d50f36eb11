'use client'

import { useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'
import { useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { type Answer, sendCommand } from '#components/live/send.ts'
import { currentTime } from '#components/ui/ticker.ts'

/**
 * Gives a command about updates at once or not at all: it never waits in the queue, because an update that goes out
 * hours later says what is no longer true. Pressed again after an answer that was lost, the same words have one effect.
 */
export function useUpdateSend() {
  const { live, me } = useRoom()
  const keys = useRef(new Map<string, string>())
  const [isSending, setSending] = useState(false)

  const send = async (command: CommandBody): Promise<Answer> => {
    const body = JSON.stringify(command)
    const key = keys.current.get(body) ?? uuid()
    keys.current.set(body, key)
    setSending(true)
    const at = new Date(currentTime()).toISOString()
    const answer = await sendCommand(live.incident.ref, { key, input: command, at }, { personId: me.id })
    setSending(false)
    if (answer.kind !== 'unreachable') keys.current.delete(body)
    return answer
  }
  return { send, isSending }
}

/** What has to be said of an answer that was none; null when it was carried out, or refused in words of its own. */
export function unansweredWords(answer: Answer): string | null {
  if (answer.kind === 'unreachable') {
    return 'The server does not answer, so this may not have gone out. Nothing goes out later by itself. Your words are kept: press again, and it goes out once.'
  }
  if (answer.kind === 'signed out')
    return 'Your session ended. Your words are kept: sign in again, then press again.'
  return null
}
