'use client'

import { useState } from 'react'
import { Choice } from '#components/incident/dialogs/choice.tsx'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import { type Severity, severities } from '#lib/incident/incident.ts'
import { hasCommand, needsCommand } from '#lib/incident/policy.ts'
import { severityGuide } from '#lib/incident/words.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'severity' }>; onClose: () => void }

/** Anybody raises in one step; the Commander lowers, with a reason. Each with its definition and examples. */
export function SeverityDialog({ request, onClose }: Props) {
  const { live, me } = useRoom()
  const { severity: from, kind } = live.incident
  const [basedOn] = useState(live.confirmed.seq)
  const { to, given, text } = request
  const start = {
    ...(to ? { to } : {}),
    ...(text ? { reason: text } : {}),
    ...(given ? { to: given.severity, reason: given.reason ?? '' } : {}),
  }
  const { fields, set, clear } = useFields('severity', { to: null as Severity | null, reason: '' }, start)
  const chosen = fields.to === from ? null : fields.to
  // SEV1 is the highest, so the names sort from grave to slight.
  const isLower = chosen !== null && chosen > from
  const mayLower = hasCommand(me, live.incident)
  const choosable = severities.filter((each) => each !== from && (each < from || mayLower))
  const said = fields.reason.trim()
  const reason = said ? { reason: said } : {}
  return (
    <DialogForm
      title="Change the severity"
      lead={`Now: ${from}. Unsure? Take the higher one.`}
      wide
      label={chosen ? `${isLower ? 'Lower' : 'Raise'} to ${chosen}` : 'Choose a severity'}
      onClose={onClose}
      onSent={clear}
      check={() => (isLower ? required({ reason: [said, 'Say in a sentence why it is less grave.'] }) : {})}
      command={chosen && { type: 'set_severity', severity: chosen, basedOn, ...reason }}
    >
      {(errors) => (
        <>
          <fieldset className="space-y-2">
            <legend className="vh">Severity</legend>
            {severities.map((each) => (
              <Choice
                key={each}
                name="severity"
                value={each}
                isFirst={each === choosable[0]}
                isDisabled={!choosable.includes(each)}
                isChosen={each === chosen}
                onChoose={() => set({ to: each })}
                label={
                  <>
                    <SeverityBadge severity={each} kind={kind} /> {severityGuide[each].name}
                    {each === from && <span className="text-ink-3 font-normal">now</span>}
                  </>
                }
                says={`${severityGuide[each].meaning} ${severityGuide[each].examples} ${severityGuide[each].demands}`}
              />
            ))}
          </fieldset>
          {!mayLower && from !== 'SEV3' && (
            <p className="text-13 text-ink-2">{needsCommand(live.incident)} To lower it, ask them.</p>
          )}
          <ReasonField
            aside={isLower ? 'needed to lower it' : 'optional'}
            value={fields.reason}
            error={errors.reason}
            onChange={(reason) => set({ reason })}
          />
        </>
      )}
    </DialogForm>
  )
}
