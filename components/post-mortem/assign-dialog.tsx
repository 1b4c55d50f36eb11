'use client'

import { type FormEvent, useState } from 'react'
import { type Step, useCommands } from '#components/document/use-commands.ts'
import type { Owner } from '#components/follow-up/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { SelectField, TextField } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import type { Instant } from '#lib/incident/incident.ts'
import { fromDateTimeLocal, toDateTimeLocal } from '#lib/time/wall.ts'

type AssignProps = {
  incidentRef: string
  people: readonly Owner[]
  ownerId: string | null
  dueAt: Instant | null
  meetingAt: Instant | null
  zone: string
}

/** Who owes the post-mortem, by when, and when it is talked through. */
export function Assign(props: AssignProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="quiet" className="-ml-2" onClick={() => setOpen(true)}>
        Change owner, day or meeting…
      </Button>
      {isOpen && <AssignDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function AssignDialog({ incidentRef, people, zone, onClose, ...now }: AssignProps & { onClose: () => void }) {
  const { run, running, trouble } = useCommands(incidentRef)
  const [ownerId, setOwner] = useState(now.ownerId ?? '')
  const [due, setDue] = useState(now.dueAt ? toDateTimeLocal(now.dueAt, zone).slice(0, 10) : '')
  const [meeting, setMeeting] = useState(now.meetingAt ? toDateTimeLocal(now.meetingAt, zone) : '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const assign: Step = {
      type: 'assign_post_mortem',
      ownerId: ownerId || null,
      // A day lasts until it ends.
      dueAt: due ? (fromDateTimeLocal(`${due}T23:59:59`, zone)?.toISOString() ?? null) : null,
      meetingAt: meeting ? (fromDateTimeLocal(meeting, zone)?.toISOString() ?? null) : null,
    }
    if (await run('assign', [assign])) onClose()
  }
  const fields = trouble?.fields ?? {}
  return (
    <Dialog open onClose={onClose} title="Who owes the post-mortem">
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <SelectField
          label="Owner"
          value={ownerId}
          data-autofocus=""
          error={fields.ownerId}
          onChange={(event) => setOwner(event.target.value)}
        >
          <option value="">Nobody yet</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Due"
          type="date"
          hint={`Until that day ends in ${zone}`}
          value={due}
          error={fields.dueAt}
          onChange={(event) => setDue(event.target.value)}
        />
        <TextField
          label="Meeting"
          aside="optional"
          type="datetime-local"
          hint={`Times in ${zone}`}
          value={meeting}
          error={fields.meetingAt}
          onChange={(event) => setMeeting(event.target.value)}
        />
        {trouble && Object.keys(fields).length === 0 && <FieldError>{trouble.says}</FieldError>}
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" variant="primary" working={running !== null}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
