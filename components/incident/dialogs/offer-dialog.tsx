'use client'

import { useState } from 'react'
import { composeBrief } from '#components/incident/brief.ts'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { SelectField, TextArea } from '#components/ui/field.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { commander } from '#lib/incident/incident.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'offer' }>; onClose: () => void }

/** Command goes to one person, with a brief. Until they accept, nothing changes. */
export function OfferDialog({ request, onClose }: Props) {
  const { live, people, zone } = useRoom()
  const { incident, entries } = live
  const holder = commander(incident)
  const able = people.filter(({ id, active, role }) => active && role !== 'observer' && id !== holder?.id)
  // Composed as it opens: what is logged while somebody edits must not overwrite their words.
  const [brief] = useState(() => composeBrief(incident, entries, { zone, now: currentTime() }))
  const { given } = request
  const start = given ? { personId: given.personId, brief: given.brief } : {}
  const { fields, set, clear } = useFields('offer', { personId: '', brief: null as string | null }, start)
  const chosen = able.find(({ id }) => id === fields.personId)
  return (
    <DialogForm
      title="Hand over command"
      lead={`${holder?.name ?? 'The Commander'} stays Incident Commander until the other accepts. After 5 minutes the offer lapses.`}
      wide
      label={chosen ? `Offer command to ${chosen.name}` : 'Choose a person'}
      onClose={onClose}
      onSent={clear}
      check={() => required({ brief: [fields.brief ?? brief, 'Write what the other has to know.'] })}
      command={
        chosen ? { type: 'offer_command', personId: chosen.id, brief: (fields.brief ?? brief).trim() } : null
      }
    >
      {(errors) => (
        <>
          <SelectField
            label="To"
            data-autofocus=""
            value={chosen?.id ?? ''}
            error={errors.personId}
            onChange={(event) => set({ personId: event.target.value })}
          >
            <option value="">Choose a person</option>
            {able.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <div>
            <TextArea
              label="Brief"
              hint="Filled in from the log. Change what is wrong, add what is missing."
              rows={12}
              value={fields.brief ?? brief}
              error={errors.brief}
              onChange={(event) => set({ brief: event.target.value })}
            />
            {fields.brief !== null && fields.brief !== brief && (
              <button type="button" className="link text-13 mt-1" onClick={() => set({ brief: null })}>
                Fill it in from the log again
              </button>
            )}
          </div>
        </>
      )}
    </DialogForm>
  )
}
