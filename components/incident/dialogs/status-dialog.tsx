'use client'

import { useState } from 'react'
import { Choice } from '#components/incident/dialogs/choice.tsx'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { type Status, statuses } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'

type Settable = 'investigating' | 'identified' | 'monitoring'
type Props = { request: Extract<DialogRequest, { dialog: 'status' }>; onClose: () => void }

const meanings: Record<Settable, string> = {
  investigating: 'Somebody is looking for the cause.',
  identified: 'The cause is known, the fix is not in place.',
  monitoring: 'Fixed, watching whether it holds. This stops the clock of the mitigation.',
}

/** On to any later status, or back to investigating with a reason. */
export function StatusDialog({ request, onClose }: Props) {
  const { live } = useRoom()
  const { status } = live.incident
  const [basedOn] = useState(live.confirmed.seq)
  const { to, given, text } = request
  const start = {
    ...(to && isSettable(to) ? { to } : {}),
    ...(text ? { reason: text } : {}),
    ...(given ? { to: given.status, reason: given.reason ?? '' } : {}),
  }
  const { fields, set, clear } = useFields('status', { to: null as Settable | null, reason: '' }, start)
  const options = (['investigating', 'identified', 'monitoring'] as const).filter(
    (each) => each !== status && (each === 'investigating' || isEarlier(status, each)),
  )
  const chosen = options.find((each) => each === fields.to) ?? null
  const isBack = chosen !== null && isEarlier(chosen, status)
  const said = fields.reason.trim()
  const reason = said ? { reason: said } : {}
  return (
    <DialogForm
      title="Set the status"
      lead={`Now: ${statusNames[status]}. To end the incident, resolve it.`}
      label={chosen ? `Move to ${statusNames[chosen]}` : 'Choose a status'}
      onClose={onClose}
      onSent={clear}
      check={() => (isBack ? required({ reason: [said, 'Say in a sentence what did not hold.'] }) : {})}
      command={chosen && { type: 'set_status', status: chosen, basedOn, ...reason }}
    >
      {(errors) => (
        <>
          <fieldset className="space-y-2">
            <legend className="vh">Status</legend>
            {options.map((each, index) => (
              <Choice
                key={each}
                name="status"
                value={each}
                isFirst={index === 0}
                isChosen={each === chosen}
                onChoose={() => set({ to: each })}
                label={isEarlier(each, status) ? `Back to ${statusNames[each]}` : statusNames[each]}
                says={meanings[each]}
              />
            ))}
          </fieldset>
          <ReasonField
            aside={isBack ? 'needed to go back' : 'optional'}
            value={fields.reason}
            error={errors.reason}
            onChange={(reason) => set({ reason })}
          />
        </>
      )}
    </DialogForm>
  )
}

function isEarlier(a: Status, b: Status): boolean {
  return statuses.indexOf(a) < statuses.indexOf(b)
}

function isSettable(status: Status): status is Settable {
  return status in meanings
}
