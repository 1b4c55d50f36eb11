'use client'

import { startTransition, useOptimistic, useState } from 'react'
import { DropDialog } from '#components/follow-up/drop-dialog.tsx'
import { StateWord } from '#components/follow-up/state-word.tsx'
import { useKeptAction } from '#components/live/kept-form.ts'
import { FieldError } from '#components/ui/field-error.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { type FollowUp, type FollowUpState, followUpStates, stateNames } from '#lib/follow-up/model.ts'
import type { FormAction } from '#lib/http/model.ts'

type StateMenuProps = { followUp: FollowUp; move: FormAction }

/** The state, and a press on it to move the follow-up on. What is chosen stands there at once. */
export function StateMenu({ followUp, move }: StateMenuProps) {
  const [isDropping, setDropping] = useState(false)
  const [answer, send] = useKeptAction(move)
  const [shown, show] = useOptimistic<FollowUpState>(followUp.state)
  const choose = (state: FollowUpState) => {
    if (state === 'dropped') return setDropping(true)
    const form = new FormData()
    form.set('id', followUp.id)
    form.set('state', state)
    startTransition(() => {
      show(state)
      send(form)
    })
  }
  return (
    <>
      <Menu
        label={<StateWord state={shown} />}
        name={`${stateNames[shown]}. Change the state of ${followUp.title.slice(0, 80)}`}
        className="btn btn-quiet btn-sm text-13 -ml-2"
      >
        {followUpStates
          .filter((state) => state !== shown)
          .map((state) => (
            <MenuItem key={state} onClick={() => choose(state)}>
              <StateWord state={state} more={state === 'dropped'} />
            </MenuItem>
          ))}
      </Menu>
      {answer.status === 'failed' && <FieldError>{answer.message}</FieldError>}
      {isDropping && <DropDialog followUp={followUp} move={move} onClose={() => setDropping(false)} />}
    </>
  )
}
