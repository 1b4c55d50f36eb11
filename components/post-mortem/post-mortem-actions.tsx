'use client'

import { type FormEvent, useState } from 'react'
import { useCommand } from '#components/document/use-command.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { FieldError, TextField } from '#components/ui/field.tsx'

/** A step of its course: what the button says, and the command for a version. */
type Step = { label: (version: number) => string; command: (version: number) => CommandBody }

const review: Step = {
  label: (version) => (version > 1 ? `Ask for a review of version ${version}` : 'Ask for a review'),
  command: (version) => ({ type: 'review_post_mortem', version }),
}
const publish: Step = {
  label: (version) => `Publish version ${version}`,
  command: (version) => ({ type: 'publish_post_mortem', version }),
}
const save: Step = {
  label: (version) => `Save version ${version}`,
  // Saving is all of it.
  command: () => ({ type: 'save_post_mortem_version', why: '' }),
}

type PostMortemActionsProps = {
  incidentRef: string
  /** The newest saved version. */
  version: number
  /** The text differs from it. */
  isChanged: boolean
  isInReview: boolean
  isPublished: boolean
  mayReview: boolean
  mayPublish: boolean
}

/** Asks for a review, publishes; what was written since the last version is saved as one first, with a line why. */
export function PostMortemActions(props: PostMortemActionsProps) {
  const { incidentRef, version, isChanged, isInReview, isPublished, mayReview, mayPublish } = props
  const { give, state } = useCommand(incidentRef)
  const [asked, setAsked] = useState<Step | null>(null)
  const next = isChanged ? version + 1 : version
  const mayAsk = mayReview && (isChanged || (!isInReview && !isPublished))
  const mayGo = mayPublish && (isChanged || !isPublished)
  const press = (step: Step) => (isChanged ? setAsked(step) : void give(step.command(next)))
  if (!mayAsk && !mayGo) return null
  return (
    <div className="space-y-2">
      {mayAsk && (
        <Button
          variant={isInReview && mayGo ? 'default' : 'primary'}
          className="w-full"
          working={state.isSending}
          onClick={() => press(review)}
        >
          {review.label(next)}
        </Button>
      )}
      {mayGo && (
        <Button
          variant={mayAsk && !isInReview ? 'default' : 'primary'}
          className="w-full"
          working={state.isSending}
          onClick={() => press(publish)}
        >
          {publish.label(next)}
        </Button>
      )}
      {isChanged && mayReview && (
        <Button variant="quiet" className="w-full" onClick={() => setAsked(save)}>
          {save.label(next)}…
        </Button>
      )}
      {state.problem && <FieldError>{state.problem}</FieldError>}
      {asked && (
        <VersionDialog incidentRef={incidentRef} version={next} step={asked} onClose={() => setAsked(null)} />
      )}
    </div>
  )
}

type VersionDialogProps = { incidentRef: string; version: number; step: Step; onClose: () => void }

function VersionDialog({ incidentRef, version, step, onClose }: VersionDialogProps) {
  const { give, state } = useCommand(incidentRef)
  const [why, setWhy] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const line = why.trim()
    setMissing(line === '')
    if (line === '') return
    const saved = await give({ type: 'save_post_mortem_version', why: line })
    if (!saved) return
    if (step !== save && !(await give(step.command(versionOf(saved) ?? version)))) return
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={step.label(version)}
      lead={`The text has changed since version ${version - 1}. It is saved as version ${version}${step === save ? '' : ' first'}.`}
    >
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <TextField
          label={`What changed since version ${version - 1}`}
          hint="One line, for those who compare them later."
          maxLength={300}
          value={why}
          data-autofocus=""
          error={isMissing ? 'Say in a line what changed.' : state.fields.why}
          onChange={(event) => setWhy(event.target.value)}
        />
        {state.problem && !state.fields.why && <FieldError>{state.problem}</FieldError>}
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" variant="primary" working={state.isSending}>
            {step.label(version)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** The number that was given to it. */
function versionOf(entries: readonly { type: string; payload: object }[]): number | null {
  const saved = entries.find(({ type }) => type === 'post_mortem_version_saved')
  return saved && 'version' in saved.payload ? Number(saved.payload.version) : null
}
