'use client'

import { useQuery } from '@tanstack/react-query'
import { Choice } from '#components/incident/dialogs/choice.tsx'
import { DialogForm, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { LastWord } from '#components/incident/dialogs/last-word.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { askClient, whileTyping } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import { TextField } from '#components/ui/field.tsx'
import { usePaused } from '#components/ui/use-paused.ts'
import type { Incident } from '#lib/incident/incident.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'merge' }>; onClose: () => void }
type Found = Pick<Incident, 'ref' | 'topic' | 'severity' | 'kind'>

/** Two incidents turned out to be one: this one ends, its address leads to the other. */
export function MergeDialog({ request, onClose }: Props) {
  const { ref, kind } = useRoom().live.incident
  const { given } = request
  const initial = { q: '', target: null as Found | null, reason: '' }
  const start = given ? { q: given.target, reason: given.reason ?? '' } : {}
  const { fields, set, clear } = useFields('merge', initial, start)
  const { target } = fields
  const said = fields.reason.trim()
  const reason = said ? { reason: said } : {}
  return (
    <DialogForm
      title={`Merge ${ref} into another`}
      lead={`For two that turned out to be one. ${ref} becomes read-only and counts in no metric; its address leads to the other, and its own log stays to be read. This cannot be undone.`}
      wide
      label={target ? `Merge ${ref} into ${target.ref}` : 'Choose an incident'}
      onClose={onClose}
      onSent={clear}
      command={target && { type: 'merge_into', target: target.ref, ...reason }}
    >
      {(errors) => (
        <>
          <LastWord />
          <TextField
            label="Into which open incident?"
            hint="Type a number or words of its topic."
            data-autofocus=""
            autoComplete="off"
            value={fields.q}
            error={errors.target}
            onChange={(event) => set({ q: event.target.value, target: null })}
          />
          <Targets
            q={fields.q}
            own={ref}
            kind={kind}
            chosen={target}
            onChoose={(found) => set({ target: found })}
          />
          <ReasonField
            aside="optional"
            hint="How you know that they are one."
            value={fields.reason}
            error={errors.reason}
            onChange={(reason) => set({ reason })}
          />
        </>
      )}
    </DialogForm>
  )
}

type TargetsProps = {
  q: string
  own: string
  kind: Incident['kind']
  chosen: Found | null
  onChoose: (found: Found) => void
}

/** The open incidents of the same kind that match what is typed. */
function Targets({ q, own, kind, chosen, onChoose }: TargetsProps) {
  const sought = usePaused(q.trim(), 150)
  const query = new URLSearchParams({ status: 'open', kind, limit: '20', ...(sought && { q: sought }) })
  const { data, isError, isPending } = useQuery(
    {
      ...whileTyping,
      queryKey: ['open incidents', query.toString()],
      queryFn: ({ signal }) => getJson<{ incidents: Found[] }>(`/api/v1/incidents?${query}`, signal),
    },
    askClient,
  )
  const found = (data?.incidents ?? []).filter((each) => each.ref !== own)
  // What was chosen stays to be seen when the words no longer find it.
  const shown = chosen && !found.some((each) => each.ref === chosen.ref) ? [chosen, ...found] : found
  if (isError) {
    return <p className="text-ink-2">The open incidents could not be loaded. Type again to try once more.</p>
  }
  return (
    <fieldset>
      <legend className="vh">Open incidents</legend>
      <p className="vh" role="status">
        {isPending ? '' : `${shown.length} found`}
      </p>
      {!isPending && shown.length === 0 && <p className="text-ink-2">No other open incident matches.</p>}
      <div className="max-h-[32vh] space-y-2 overflow-y-auto">
        {shown.map((each) => (
          <Choice
            key={each.ref}
            name="target"
            value={each.ref}
            isChosen={each.ref === chosen?.ref}
            onChoose={() => onChoose(each)}
            label={
              <>
                <SeverityGlyph severity={each.severity} kind={each.kind} />
                <span className="mono text-13">{each.ref}</span>
              </>
            }
            says={<span className="wrap-anywhere">{each.topic}</span>}
          />
        ))}
      </div>
    </fieldset>
  )
}
