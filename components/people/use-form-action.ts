'use client'

import { type FormEvent, type RefObject, startTransition, useActionState, useEffect, useRef } from 'react'
import { useKeptAction, useKeptForm } from '#components/live/kept-form.ts'
import { type FormAction, type FormState, idle } from '#lib/http/model.ts'

export type ActionForm<Result> = {
  state: FormState<Result>
  /** For `<form>`; the first field at fault gets the focus when the action refuses. */
  form: {
    ref: RefObject<HTMLFormElement | null>
    action: (form: FormData) => void
    onSubmit: (event: FormEvent<HTMLFormElement>) => void
  }
  pending: boolean
  /** What a field starts with: what was submitted and refused, else `initial`. */
  value: (name: string, initial?: string) => string
  error: (name: string) => string | undefined
}

/**
 * A form and its Server Action: keeps what was typed when it is refused, and leads to the field at fault. With
 * `emptied` its fields are emptied once it went well. Works before the page's scripts are there, too.
 */
export function useFormAction<Result>(
  action: FormAction<Result>,
  { emptied = false }: { emptied?: boolean } = {},
): ActionForm<Result> {
  // Before the scripts are there the browser sends the form itself; with them, what does not arrive is caught.
  const [first, submit] = useActionState<FormState<Result>, FormData>(action, idle)
  const [sent, send, pending] = useKeptAction(action)
  const state = sent.status === 'idle' ? first : sent
  const ref = useRef<HTMLFormElement>(null)
  useKeptForm(ref)

  useEffect(() => {
    if (state.status === 'failed') ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    if (state.status === 'done' && emptied) ref.current?.reset()
  }, [state, emptied])

  // Sent by hand: React resets a form whose `action` returned, also when it refused.
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    if (!pending) startTransition(() => send(form))
  }

  const refused = state.status === 'failed' ? state : null
  return {
    state,
    form: { ref, action: submit, onSubmit },
    pending,
    value: (name, initial = '') => refused?.values[name] ?? initial,
    error: (name) => refused?.fields[name],
  }
}
