'use client'

import { useState } from 'react'
import { composeBrief } from '#components/incident/brief.ts'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { useDecision } from '#components/incident/dialogs/use-decision.ts'
import { refusalWords } from '#components/incident/refusal-words.ts'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { currentTime, useTicking } from '#components/ui/ticker.ts'
import { commander } from '#lib/incident/incident.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'take-over' }>; onClose: () => void }

/** Command from somebody who is silent, with the brief that they cannot give any more. */
export function TakeOverDialog({ request, onClose }: Props) {
  const { live, zone, now } = useRoom()
  const { incident, entries } = live
  const holder = commander(incident)
  const [brief] = useState(() => composeBrief(incident, entries, { zone, now: currentTime() }))
  const { given } = request
  const { fields, set, clear } = useFields('take-over', { reason: '' }, given ? { reason: given.reason } : {})
  const reason = fields.reason.trim()
  const decide = useDecision()
  // The time at which it becomes possible comes while somebody reads: so it is looked at each second.
  const refusal = useTicking(
    () =>
      refusalWords(decide({ type: 'take_over_command', reason: reason || '–' })?.message ?? '', {
        zone,
        now,
      }),
    now,
  )
  return (
    <DialogForm
      title="Take over command"
      lead={
        holder
          ? `${holder.name} is Incident Commander until then, and is told at once.`
          : 'Nobody holds command. Take it in the header.'
      }
      wide
      label="Take over command"
      onClose={onClose}
      onSent={clear}
      check={() =>
        required({ reason: [reason, `Say in a sentence why ${holder?.name ?? 'they'} cannot go on.`] })
      }
      command={refusal ? null : { type: 'take_over_command', reason }}
    >
      {(errors) => (
        <>
          <section aria-labelledby="take-over-brief">
            <h3 id="take-over-brief" className="label">
              Brief
            </h3>
            <p className="hint">
              From the log, because {holder?.name ?? 'the Commander'} cannot give you one.
            </p>
            <div
              className="bg-sunk mt-1.5 max-h-[34vh] overflow-y-auto rounded-sm px-3 py-2 wrap-anywhere whitespace-pre-wrap"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a long brief scrolls, by keyboard too
              tabIndex={0}
            >
              {brief}
            </div>
          </section>
          <ReasonField
            data-autofocus=""
            value={fields.reason}
            error={errors.reason}
            onChange={(reason) => set({ reason })}
          />
          <p className="text-ink-2" role="status">
            {refusal}
          </p>
        </>
      )}
    </DialogForm>
  )
}
