'use client'

import { useState } from 'react'
import { Choice } from '#components/incident/dialogs/choice.tsx'
import { DialogForm } from '#components/incident/dialogs/dialog-form.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { SelectField } from '#components/ui/field.tsx'
import { holders, type Incident, type Role, roles } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'
import { listWords, roleDuties, roleNames } from '#lib/incident/words.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'role' }>; onClose: () => void }

/** A role for oneself, or, from the Commander, for somebody else. Each with what it is for and who holds it. */
export function RoleDialog({ request, onClose }: Props) {
  const { live, me, people } = useRoom()
  const { incident } = live
  const mayAssign = permission(me, 'assign_role', incident).allowed
  const [role, setRole] = useState<Role | null>(request.role ?? null)
  const [personId, setPersonId] = useState(me.id)
  const able = people.filter(({ active, role: account }) => active && account !== 'observer')
  const chosen = able.find(({ id }) => id === personId)
  const isMe = personId === me.id
  const warning = role && warningOf(incident, role, personId)
  return (
    <DialogForm
      title={mayAssign ? 'Take or assign a role' : 'Take a role'}
      lead="State which role you hold, so that everybody knows."
      label={labelOf(role, isMe ? null : (chosen?.name ?? null))}
      onClose={onClose}
      command={role && chosen ? commandOf(role, isMe ? null : chosen.id) : null}
    >
      {(errors) => (
        <>
          <fieldset className="space-y-2">
            <legend className="vh">Role</legend>
            {roles.map((each, index) => {
              const names = holders(incident, each).map(({ person }) => person.name)
              return (
                <Choice
                  key={each}
                  name="role"
                  value={each}
                  isFirst={request.role ? each === request.role : index === 0}
                  isChosen={each === role}
                  onChoose={() => setRole(each)}
                  label={roleNames[each]}
                  says={`${roleDuties[each]} ${names.length > 0 ? `Held by ${listWords(names)}.` : 'Nobody holds it.'}`}
                />
              )
            })}
          </fieldset>
          {mayAssign && (
            <SelectField
              label="Who"
              value={personId}
              error={errors.personId}
              onChange={(event) => setPersonId(event.target.value)}
            >
              {able.map(({ id, name }) => (
                <option key={id} value={id}>
                  {id === me.id ? `${name} (you)` : name}
                </option>
              ))}
            </SelectField>
          )}
          {warning && <p className="text-13 text-ink-2">{warning}</p>}
        </>
      )}
    </DialogForm>
  )
}

function commandOf(role: Role, personId: string | null): CommandBody {
  return personId ? { type: 'assign_role', role, personId } : { type: 'take_role', role }
}

function labelOf(role: Role | null, name: string | null): string {
  if (!role) return 'Choose a role'
  return name ? `Make ${name} ${roleNames[role]}` : `Take ${roleNames[role]}`
}

/** What somebody should know before they press: a Commander does not fix things; a single role changes hands. */
function warningOf(incident: Incident, role: Role, personId: string): string | null {
  const held = incident.roles.filter((span) => span.until === null && span.person.id === personId)
  const isBoth =
    (role === 'responder' && held.some((span) => span.role === 'commander')) ||
    (role === 'commander' && held.some((span) => span.role === 'responder'))
  if (isBoth) return 'The Commander decides and delegates. Holding both means that nobody watches the whole.'
  const holder = holders(incident, role)[0]?.person
  if (!holder || role === 'responder' || holder.id === personId) return null
  return role === 'commander'
    ? `${holder.name} holds command and can hand it over.`
    : `${holder.name} is relieved of it.`
}
