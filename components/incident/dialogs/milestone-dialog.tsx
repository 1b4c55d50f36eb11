'use client'

import { useState } from 'react'
import { DialogForm, type Errors, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { CheckboxField, SelectField, TextField } from '#components/ui/field.tsx'
import { mayBeUnknown, type SettableMilestone, settableMilestones } from '#lib/incident/incident.ts'
import { milestoneWords } from '#lib/incident/words.ts'
import { fromDateTimeLocal, toDateTimeLocal } from '#lib/time/wall.ts'

type Request = Extract<DialogRequest, { dialog: 'milestone' }>
type Props = { request: Request; onClose: () => void }

/** A milestone put right by hand. The log keeps what stood there before, and why it was changed. */
export function MilestoneDialog({ request, onClose }: Props) {
  const [milestone, choose] = useState(request.given?.milestone ?? request.milestone ?? 'impactStartedAt')
  // Each milestone has a draft of its own.
  return (
    <OneMilestone
      key={milestone}
      milestone={milestone}
      given={request.given}
      onChoose={choose}
      onClose={onClose}
    />
  )
}

type OneProps = {
  milestone: SettableMilestone
  given: Request['given']
  onChoose: (milestone: SettableMilestone) => void
  onClose: () => void
}

function OneMilestone({ milestone, given, onChoose, onClose }: OneProps) {
  const { live, zone } = useRoom()
  const at = live.incident.milestones[milestone]
  const initial = { at: at ? toDateTimeLocal(at, zone, 'seconds') : '', isUnknown: false, reason: '' }
  const start =
    given?.milestone === milestone
      ? {
          at: given.at ? toDateTimeLocal(given.at, zone, 'seconds') : '',
          isUnknown: given.at === null,
          reason: given.reason,
        }
      : {}
  const { fields, set, clear } = useFields(`milestone-${milestone}`, initial, start)
  const time = fromDateTimeLocal(fields.at, zone)
  const name = milestoneWords[milestone]
  const check = (): Errors => {
    if (!fields.isUnknown && !time) return { at: 'Give a day and a time.' }
    return required({ reason: [fields.reason, 'Say in a sentence how you know.'] })
  }
  return (
    <DialogForm
      title="Set a milestone"
      lead="The log keeps what stood there before. Times and metrics of the report follow."
      label={fields.isUnknown ? `Mark “${name}” as not known` : `Set “${name}”`}
      onClose={onClose}
      onSent={clear}
      check={check}
      shown={(refused) => ({ at: refused.at ?? refused[milestone], reason: refused.reason })}
      command={{
        type: 'set_milestone',
        milestone,
        at: fields.isUnknown ? null : (time?.toISOString() ?? null),
        reason: fields.reason.trim(),
      }}
    >
      {(errors) => (
        <>
          <SelectField
            label="Milestone"
            value={milestone}
            data-autofocus=""
            // The options are these names.
            onChange={(event) => onChoose(event.target.value as SettableMilestone)}
          >
            {settableMilestones.map((each) => (
              <option key={each} value={each}>
                {milestoneWords[each]}
              </option>
            ))}
          </SelectField>
          <When milestone={milestone} fields={fields} error={errors.at} onChange={set} />
          <ReasonField
            hint="How you know, and where it can be looked up."
            value={fields.reason}
            error={errors.reason}
            onChange={(reason) => set({ reason })}
          />
        </>
      )}
    </DialogForm>
  )
}

type WhenProps = {
  milestone: SettableMilestone
  fields: { at: string; isUnknown: boolean }
  error: string | undefined
  onChange: (part: { at?: string; isUnknown?: boolean }) => void
}

/** The new time, beside the one that stands; or that nobody knows it. */
function When({ milestone, fields, error, onChange }: WhenProps) {
  const { live, zone, now } = useRoom()
  const at = live.incident.milestones[milestone]
  const aside = at ? (
    <>
      now <Moment at={at} zone={zone} now={now} isExact />
    </>
  ) : (
    'not known so far'
  )
  return (
    <div>
      <TextField
        label="When"
        aside={aside}
        type="datetime-local"
        step={1}
        hint={`Times in ${zone}`}
        disabled={fields.isUnknown}
        value={fields.at}
        error={error}
        onChange={(event) => onChange({ at: event.target.value })}
      />
      {mayBeUnknown.includes(milestone) && (
        <CheckboxField
          className="mt-1"
          label="Not known"
          checked={fields.isUnknown}
          onChange={(event) => onChange({ isUnknown: event.target.checked })}
        />
      )}
    </div>
  )
}
