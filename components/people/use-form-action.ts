'use client'

import { type RefObject, useActionState, useEffect, useRef } from 'react'
import { type FormAction, type FormState, idle } from '#lib/http/model.ts'

export type ActionForm<Result> = {
  state: FormState<Result>
  /** For `<form>`; the first field at fault gets the focus when the action refuses. */
  form: { ref: RefObject<HTMLFormElement | null>; action: (form: FormData) => void }
  pending: boolean
  /** What a field starts with: what was submitted and refused, else `initial`. */
  value: (name: string, initial?: string) => string
  error: (name: string) => string | undefined
}

/** A form and its Server Action: keeps what was typed when it is refused, and leads to the field at fault. */
export function useFormAction<Result>(action: FormAction<Result>): ActionForm<Result> {
  const [state, submit, pending] = useActionState<FormState<Result>, FormData>(action, idle)
  const ref = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (state.status === 'failed') ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state])

  const refused = state.status === 'failed' ? state : null
  return {
    state,
    form: { ref, action: submit },
    pending,
    value: (name, initial = '') => refused?.values[name] ?? initial,
    error: (name) => refused?.fields[name],
  }
}
