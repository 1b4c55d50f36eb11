'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { askClient, whileTyping } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { usePaused } from '#components/ui/use-paused.ts'
import {
  type GroupRow,
  peopleWords,
  type SendChoice,
  type Stakeholder,
  type Suppression,
} from '#lib/stakeholder/model.ts'

type AddRecipientsProps = {
  groups: readonly GroupRow[]
  /** Ids of whom nothing is sent to. */
  suppressed: ReadonlyMap<string, Suppression>
  /** Ids of those who are chosen already. */
  chosen: ReadonlySet<string>
  onAdd: (people: readonly SendChoice[]) => void
  onClose: () => void
}

/** Looks in the directory for people and groups, or takes somebody new into it. */
export function AddRecipients({ groups, suppressed, chosen, onAdd, onClose }: AddRecipientsProps) {
  const [text, setText] = useState('')
  const [isNew, setNew] = useState(false)
  const asked = usePaused(text.trim(), 150)
  const { data, isError } = useQuery(
    {
      ...whileTyping,
      queryKey: ['stakeholders', asked],
      queryFn: ({ signal }) => search({ q: asked, limit: '20' }, signal),
    },
    askClient,
  )
  const [failed, setFailed] = useState(false)
  const choose = (people: readonly Stakeholder[]) =>
    onAdd(
      people.flatMap(({ email, ...person }) =>
        email === null ? [] : [{ ...person, email, suppressed: suppressed.get(person.id) ?? null }],
      ),
    )
  const addGroup = async (name: string) => {
    setFailed(false)
    try {
      choose(await everybodyIn(name))
    } catch {
      setFailed(true)
    }
  }
  const fitting = groups.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  const people = (data ?? []).filter(({ id }) => !chosen.has(id))
  if (isNew) return <NewPerson name={text} onAdd={(person) => choose([person])} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title="Add recipients" lead="From the directory of stakeholders.">
      <TextField
        label="Name, group or address"
        type="search"
        autoComplete="off"
        data-autofocus=""
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="mt-3 max-h-[40vh] overflow-y-auto border-t" aria-label="Found">
        {fitting.slice(0, 8).map(({ name, members }) => (
          <Found
            key={`group ${name}`}
            name={name}
            detail={`Group, ${peopleWords(members)}`}
            onAdd={() => void addGroup(name)}
          />
        ))}
        {people.map((person) => (
          <Found
            key={person.id}
            name={person.name}
            detail={[person.group, person.email].filter(Boolean).join(', ')}
            onAdd={() => choose([person])}
          />
        ))}
        {data && people.length === 0 && fitting.length === 0 && (
          <li className="text-ink-2 py-2">Nobody else in the directory fits.</li>
        )}
      </ul>
      {(isError || failed) && <FieldError>The directory does not answer. Try once more.</FieldError>}
      <DialogActions>
        <Button variant="quiet" className="mr-auto" onClick={() => setNew(true)}>
          <Plus className="icon" />
          Somebody new
        </Button>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Found({ name, detail, onAdd }: { name: string; detail: string; onAdd: () => void }) {
  return (
    <li className="flex items-center gap-3 border-b py-1.5">
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className="block leading-tight">{name}</span>
        <span className="text-12 text-ink-3 block">{detail}</span>
      </span>
      <Button size="small" aria-label={`Add ${name}`} onClick={onAdd}>
        Add
      </Button>
    </li>
  )
}

type NewPersonProps = { name: string; onAdd: (person: Stakeholder) => void; onClose: () => void }

function NewPerson({ name, onAdd, onClose }: NewPersonProps) {
  const [fields, setFields] = useState({ name, email: '', group: '' })
  const [problem, setProblem] = useState<{ says: string; fields: Record<string, string> } | null>(null)
  const [isSending, setSending] = useState(false)
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part })
  const send = async () => {
    setSending(true)
    const answer = await addStakeholder(fields)
    setSending(false)
    if ('problem' in answer) return setProblem(answer.problem)
    onAdd(answer.person)
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a stakeholder"
      lead="They are added to the directory, and to this sending."
    >
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isSending) void send()
        }}
      >
        {problem && Object.keys(problem.fields).length === 0 && <FieldError>{problem.says}</FieldError>}
        <TextField
          label="Name"
          maxLength={120}
          data-autofocus=""
          value={fields.name}
          error={problem?.fields.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label="E-mail"
          type="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          value={fields.email}
          error={problem?.fields.email}
          onChange={(event) => set({ email: event.target.value })}
        />
        <TextField
          label="Group"
          aside="optional"
          maxLength={80}
          value={fields.group}
          error={problem?.fields.group}
          onChange={(event) => set({ group: event.target.value })}
        />
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" variant="primary" working={isSending}>
            Add to the directory
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

type Page = { stakeholders: Stakeholder[]; nextCursor: string | null }
const address = '/api/v1/stakeholders'

async function search(query: Record<string, string>, signal?: AbortSignal): Promise<Stakeholder[]> {
  return (await getJson<Page>(`${address}?${new URLSearchParams(query)}`, signal)).stakeholders
}

async function everybodyIn(group: string): Promise<Stakeholder[]> {
  const all: Stakeholder[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = new URLSearchParams({ group, limit: '200', ...(cursor && { cursor }) })
    const page: Page = await getJson<Page>(`${address}?${query}`)
    all.push(...page.stakeholders)
    cursor = page.nextCursor
  }
  return all
}

type Added = { person: Stakeholder } | { problem: { says: string; fields: Record<string, string> } }

async function addStakeholder(fields: { name: string; email: string; group: string }): Promise<Added> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(fields),
    })
    const body = await response.json()
    if (response.ok) return { person: body }
    return { problem: { says: body.detail ?? 'This was refused.', fields: body.fields ?? {} } }
  } catch {
    return { problem: { says: 'The server does not answer. Nothing is lost: press again.', fields: {} } }
  }
}
