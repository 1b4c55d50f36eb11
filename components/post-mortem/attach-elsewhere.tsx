'use client'

import { type FormEvent, useState } from 'react'
import { useCommands } from '#components/document/use-commands.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'

/** The post-mortem was written in another place: its title and address go into the log. */
export function AttachElsewhere({ incidentRef }: { incidentRef: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="quiet" className="-ml-2" onClick={() => setOpen(true)}>
        Attach one written elsewhere…
      </Button>
      {isOpen && <AttachDialog incidentRef={incidentRef} onClose={() => setOpen(false)} />}
    </>
  )
}

function AttachDialog({ incidentRef, onClose }: { incidentRef: string; onClose: () => void }) {
  const { run, running, trouble } = useCommands(incidentRef)
  const [title, setTitle] = useState('')
  const [url, setUrl] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const attach = { type: 'attach_post_mortem', title: title.trim(), url: url.trim() } as const
    if (await run('attach', [attach])) onClose()
  }
  const fields = trouble?.fields ?? {}
  return (
    <Dialog
      open
      onClose={onClose}
      title="Attach a post-mortem written elsewhere"
      lead="It counts as the post-mortem when the incident is closed."
    >
      <form noValidate className="space-y-4" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Title"
          maxLength={300}
          value={title}
          data-autofocus=""
          error={fields.title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextField
          label="Address"
          type="url"
          placeholder="https://…"
          value={url}
          error={fields.url}
          onChange={(event) => setUrl(event.target.value)}
        />
        {trouble && Object.keys(fields).length === 0 && <FieldError>{trouble.says}</FieldError>}
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" variant="primary" working={running !== null}>
            Attach
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
