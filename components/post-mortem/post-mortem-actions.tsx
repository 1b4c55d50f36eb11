'use client'

import { type FormEvent, useState } from 'react'
import { useCommands } from '#components/document/use-commands.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import type { Entry } from '#lib/incident/entries/table.ts'

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
  const { run, running, trouble } = useCommands(incidentRef)
  const [asked, setAsked] = useState<Step | null>(null)
  const next = isChanged ? version + 1 : version
  const mayAsk = mayReview && (isChanged || (!isInReview && !isPublished))
  const mayGo = mayPublish && (isChanged || !isPublished)
  const press = (step: Step) => (isChanged ? setAsked(step) : void run('step', [step.command(next)]))
  if (!mayAsk && !mayGo) return null
  return (
    <div className="space-y-2">
      {mayAsk && (
        <Button
          variant={isInReview && mayGo ? 'default' : 'primary'}
          className="w-full"
          working={running !== null}
          onClick={() => press(review)}
        >
          {review.label(next)}
        </Button>
      )}
      {mayGo && (
        <Button
          variant={mayAsk && !isInReview ? 'default' : 'primary'}
          className="w-full"
          working={running !== null}
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
      {trouble && <FieldError>{trouble.says}</FieldError>}
      {asked && (
        <VersionDialog incidentRef={incidentRef} version={next} step={asked} onClose={() => setAsked(null)} />
      )}
    </div>
  )
}

type VersionDialogProps = { incidentRef: string; version: number; step: Step; onClose: () => void }

function VersionDialog({ incidentRef, version, step, onClose }: VersionDialogProps) {
  const { run, running, trouble } = useCommands(incidentRef)
  const [why, setWhy] = useState('')
  const [isMissing, setMissing] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const line = why.trim()
    setMissing(line === '')
    if (line === '') return
    const keep = { type: 'save_post_mortem_version', why: line } as const
    const then = (saved: readonly Entry[]) => step.command(versionOf(saved) ?? version)
    if (await run('step', step === save ? [keep] : [keep, then])) onClose()
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
          error={isMissing ? 'Say in a line what changed.' : trouble?.fields.why}
          onChange={(event) => setWhy(event.target.value)}
        />
        {trouble && !trouble.fields.why && <FieldError>{trouble.says}</FieldError>}
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" variant="primary" working={running !== null}>
            {step.label(version)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** The number that was given to it. */
function versionOf(entries: readonly Entry[]): number | null {
  const saved = entries.find((entry) => entry.type === 'post_mortem_version_saved')
  return saved?.type === 'post_mortem_version_saved' ? saved.payload.version : null
}
