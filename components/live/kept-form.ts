'use client'

import { unstable_isUnrecognizedActionError } from 'next/navigation'
import { type RefObject, useActionState, useEffect } from 'react'
import { announceNewer } from '#components/live/version.ts'
import { type FormAction, type FormState, idle } from '#lib/http/model.ts'

const place = () => `sitrep:form:${location.pathname}`
const secret = /password|current|token/i

/**
 * The action, but where no answer of it comes, that is a refusal that keeps what was typed: no connection, a server
 * or a proxy that does not answer for it, or a build that no longer knows the action. Then the form is kept over the
 * reload that is offered.
 */
export function keeping<Result>(action: FormAction<Result>): FormAction<Result> {
  return async (before, form) => {
    try {
      return await action(before, form)
    } catch (error) {
      const values = typedIn(form)
      if (unstable_isUnrecognizedActionError(error)) {
        keep(values)
        announceNewer()
        return failed(
          'outdated',
          'A newer version is ready, so this was not sent. Reload, and send it again.',
          values,
        )
      }
      if (!isUnanswered(error)) throw error
      const says = navigator.onLine
        ? 'The server does not answer. Nothing is lost: look whether it was done already, then send it again.'
        : 'You are offline. Nothing is lost: send it again.'
      return failed('unavailable', says, values)
    }
  }
}

/**
 * What the browser itself says when nothing came that can be read: `fetch` throws a TypeError, the framework an Error
 * made of whatever stood there in place of an answer. What carries a digest is an answer: a redirect, "not found", a
 * fault that the server has in its log.
 */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && !('digest' in error)
}

/** As useActionState, for an action that is sent by hand: where no answer comes, what was typed is kept. */
export function useKeptAction<Result>(action: FormAction<Result>) {
  return useActionState<FormState<Result>, FormData>(keeping(action), idle)
}

/** Puts back what the form held before the reload. */
export function useKeptForm(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const elements = form.current?.elements
    const kept = readKept()
    const names = Object.keys(kept)
    if (!elements || names.length === 0 || !names.every((name) => elements.namedItem(name))) return
    sessionStorage.removeItem(place())
    for (const element of elements) {
      const isText = element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
      if (!isText && !(element instanceof HTMLInputElement && /text|email|tel|url/.test(element.type)))
        continue
      const value = kept[element.name]
      if (value !== undefined) element.value = value
    }
  }, [form])
}

function typedIn(form: FormData): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$') && !secret.test(name)) values[name] = value
  }
  return values
}

function keep(values: Record<string, string>) {
  try {
    sessionStorage.setItem(place(), JSON.stringify(values))
  } catch {
    // Closed storage: the form still holds it as long as the page.
  }
}

function readKept(): Record<string, string> {
  try {
    const kept = sessionStorage.getItem(place())
    // Written by `keep` above.
    return kept === null ? {} : (JSON.parse(kept) as Record<string, string>)
  } catch {
    return {}
  }
}

function failed(code: string, message: string, values: Record<string, string>): FormState<never> {
  return { status: 'failed', code, message, fields: {}, values }
}
