'use client'

import { Check } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { v7 as uuid } from 'uuid'
import type { CommandBody } from '#components/live/pending.ts'
import { sendCommand } from '#components/live/send.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field-error.tsx'

/** A button that gives one command. Its label says what then is. */
export type Action = { label: string; command: CommandBody; quiet?: boolean }

type ActionsProps = { incidentRef: string; topic: string; actions: readonly Action[] }

/** Buttons that act on an incident from afar. A refusal stands below them, in the server's words. */
export function Actions({ incidentRef, topic, actions }: ActionsProps) {
  const router = useRouter()
  const [isRefreshing, startRefresh] = useTransition()
  const [sent, setSent] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // One key per button until its answer is known, so that a second press has no second effect.
  const keys = useRef(new Map<string, string>())

  const act = async ({ label, command }: Action) => {
    if (sent !== null || isRefreshing) return
    setSent(label)
    setProblem(null)
    const key = keys.current.get(label) ?? uuid()
    keys.current.set(label, key)
    const at = new Date().toISOString()
    const answer = await sendCommand(incidentRef, { key, input: command, at })
    setSent(null)
    if (answer.kind === 'unreachable') {
      setProblem('The server does not answer. Nothing is lost: press again.')
      return
    }
    keys.current.delete(label)
    if (answer.kind === 'refused') setProblem(answer.problem.detail)
    if (answer.kind === 'signed out') setProblem('Your session ended. Sign in again, then press again.')
    else startRefresh(() => router.refresh())
  }

  return (
    <>
      <span className="flex flex-wrap gap-1.5">
        {actions.map((action) => (
          <Button
            key={action.label}
            size="small"
            variant={action.quiet ? 'quiet' : 'default'}
            className="min-h-11 sm:min-h-7"
            working={sent === action.label || (isRefreshing && !action.quiet)}
            aria-label={`${action.label}: ${incidentRef} ${topic}`}
            onClick={() => void act(action)}
          >
            {!action.quiet && sent !== action.label && !isRefreshing && <Check className="icon" />}
            {action.label}
          </Button>
        ))}
      </span>
      <span role="alert" className="basis-full empty:hidden">
        {problem && <FieldError>{problem}</FieldError>}
      </span>
    </>
  )
}
