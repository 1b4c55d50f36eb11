'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { v7 as uuid } from 'uuid'
import { type Draft, keepDraft, readDraft } from '#components/declare/draft.ts'
import { bodyOf, type DeclareForm, emptyForm, type Problems, problemsOf } from '#components/declare/form.ts'
import { currentTime } from '#components/ui/ticker.ts'

type Trouble = { title: string; words: string; isSignedOut?: true }

export type Declaration = {
  form: DeclareForm
  change: (part: Partial<DeclareForm>) => void
  problems: Problems
  trouble: Trouble | null
  isSending: boolean
  isRestored: boolean
  send: () => void
  discard: () => void
}

/** The form, its draft on this device, and the sending of it: once, however often it is pressed. */
export function useDeclaration(
  person: { id: string; name: string },
  zone: string,
  isDrill: boolean,
): Declaration {
  const router = useRouter()
  const [draft, setDraft] = useState(() => begin(person.name, isDrill))
  const [problems, setProblems] = useState<Problems>({})
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [isRestored, setRestored] = useState(false)
  const [isSending, setSending] = useState(false)
  const isBusy = useRef(false)

  useEffect(() => {
    const kept = readDraft(person.id)
    if (!kept) return
    setDraft(isDrill ? { ...kept, form: { ...kept.form, isDrill } } : kept)
    setRestored(true)
  }, [person.id, isDrill])

  const keep = (next: Draft) => {
    setDraft(next)
    keepDraft(person.id, next)
  }
  const change = (part: Partial<DeclareForm>) => {
    keep({ ...draft, form: { ...draft.form, ...part } })
    setProblems((known) => withoutThose(known, part))
  }
  const discard = () => {
    keepDraft(person.id, null)
    setDraft(begin(person.name, false))
    setProblems({})
    setTrouble(null)
    setRestored(false)
  }

  const send = async () => {
    if (isBusy.current) return
    const made = bodyOf(draft.form, zone, currentTime())
    if ('problems' in made) return setProblems(made.problems)
    isBusy.current = true
    setSending(true)
    setProblems({})
    setTrouble(null)
    const sent = JSON.stringify(made.body)
    keep(draft)
    const answer = await post(sent, draft.key)
    if (answer.kind === 'declared') {
      // The button stays busy until the incident's page is there.
      keepDraft(person.id, null)
      return router.push(`/incidents/${answer.ref}`)
    }
    isBusy.current = false
    setSending(false)
    if (answer.kind === 'refused') {
      const { problems: found, other } = problemsOf(answer.fields)
      setProblems(found)
      if (Object.keys(found).length === 0)
        setTrouble({ title: 'It was not declared', words: [answer.words, ...other].join(' ') })
      // Nothing came of that key; the next attempt is another request.
      keep({ ...draft, key: uuid() })
    } else if (answer.kind === 'key used') {
      setTrouble({
        title: 'An earlier press may have declared it already',
        words: 'Look at the open incidents. If it is not there, press again.',
      })
      keep({ ...draft, key: uuid() })
    } else setTrouble(troubles[answer.kind])
  }

  return {
    form: draft.form,
    change,
    problems,
    trouble,
    isSending,
    isRestored,
    send: () => void send(),
    discard,
  }
}

const troubles = {
  'signed out': {
    title: 'Your session ended',
    words: 'What you wrote is kept on this device. Sign in again, then declare.',
    isSignedOut: true,
  },
  unreachable: {
    title: 'The server does not answer',
    words: 'What you wrote is kept. Press again: it is declared once, even if this press arrived.',
  },
} as const

type Answer =
  | { kind: 'declared'; ref: string }
  | { kind: 'refused'; words: string; fields: Record<string, string> }
  | { kind: 'key used' }
  | { kind: 'signed out' }
  | { kind: 'unreachable' }

async function post(body: string, key: string): Promise<Answer> {
  try {
    const response = await fetch('/api/v1/incidents', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body,
    })
    if (response.status === 401) return { kind: 'signed out' }
    if (response.status === 422) return { kind: 'key used' }
    if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' }
    const answer = await response.json()
    if (response.ok) return { kind: 'declared', ref: answer.incident.ref }
    return {
      kind: 'refused',
      words: answer.detail ?? `The server answered ${response.status}.`,
      fields: answer.fields ?? {},
    }
  } catch {
    return { kind: 'unreachable' }
  }
}

function begin(name: string, isDrill: boolean): Draft {
  return { form: emptyForm(name, isDrill), key: uuid() }
}

/** What somebody changes is no longer wrong until it is sent again. */
function withoutThose(problems: Problems, part: Partial<DeclareForm>): Problems {
  const kept = { ...problems }
  for (const name of Object.keys(part)) {
    if (name === 'time' || name === 'date') delete kept.reportedAt
    else if (name === 'affected' || name === 'affectedMore') delete kept.impact
    else delete kept[name as keyof Problems] // Deleting what is not there does nothing.
  }
  return kept
}
