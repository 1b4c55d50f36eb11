'use client'

import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Choice } from '#components/incident/dialogs/choice.tsx'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { askClient } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import { TextField } from '#components/ui/field.tsx'
import { isSameLabel, type Label, labelKinds } from '#lib/incident/incident.ts'
import { labelKindNames } from '#lib/incident/words.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'label' }>; onClose: () => void }

const meanings: Record<Label['kind'], string> = {
  component: 'The part of the system that fails: checkout, login, the database.',
  cause: 'The sort of cause: a deploy, a migration, a certificate, a supplier.',
}

/** A word by which this incident is found again. Free, but what others used is suggested. */
export function LabelDialog({ request, onClose }: Props) {
  const { live } = useRoom()
  const list = useId()
  const { given } = request
  const initial = { kind: 'component' as Label['kind'], name: '' }
  const start = given ? { kind: given.kind, name: given.name } : {}
  const { fields, set, clear } = useFields('label', initial, start)
  const suggested = useSuggestions(fields.kind)
  const label: Label = { kind: fields.kind, name: fields.name.replace(/\s+/g, ' ').trim() }
  const check = () =>
    live.incident.labels.some((each) => isSameLabel(each, label))
      ? { name: 'The incident has this label already.' }
      : required({ name: [label.name, 'Write a word or two.'] })
  return (
    <DialogForm
      title="Add a label"
      label={label.name ? `Add “${label.name}”` : 'Add the label'}
      onClose={onClose}
      onSent={clear}
      check={check}
      command={{ type: 'add_label', ...label }}
    >
      {(errors) => (
        <>
          <fieldset className="space-y-2">
            <legend className="vh">Kind of label</legend>
            {labelKinds.map((kind) => (
              <Choice
                key={kind}
                name="kind"
                value={kind}
                isChosen={kind === fields.kind}
                onChoose={() => set({ kind })}
                label={labelKindNames[kind]}
                says={meanings[kind]}
              />
            ))}
          </fieldset>
          <TextField
            label="Name"
            hint={suggested.length > 0 ? 'Names that were used before are suggested as you type.' : undefined}
            data-autofocus=""
            maxLength={60}
            autoComplete="off"
            list={list}
            value={fields.name}
            error={errors.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          <datalist id={list}>
            {suggested.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </DialogForm>
  )
}

/** Names of this kind that other incidents carry; none without a connection. */
function useSuggestions(kind: Label['kind']): string[] {
  const { data } = useQuery(
    { queryKey: ['labels'], queryFn: () => getJson<{ labels: Label[] }>('/api/v1/labels') },
    askClient,
  )
  return (data?.labels ?? []).filter((each) => each.kind === kind).map(({ name }) => name)
}
