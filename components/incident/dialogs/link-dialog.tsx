'use client'

import { DialogForm, type Errors, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import type { DialogRequest } from '#components/incident/room.ts'
import { TextField } from '#components/ui/field.tsx'

type Props = { request: Extract<DialogRequest, { dialog: 'link' }>; onClose: () => void }

/** Where else to look: a dashboard, a ticket, a document. */
export function LinkDialog({ request, onClose }: Props) {
  const { given, text } = request
  const isAddress = /^(https?:\/\/|mailto:)/.test(text ?? '')
  const start = given
    ? { title: given.title, url: given.url }
    : text
      ? { [isAddress ? 'url' : 'title']: text }
      : {}
  const { fields, set, clear } = useFields('link', { title: '', url: '' }, start)
  const url = fields.url.trim()
  return (
    <DialogForm
      title="Add a link"
      label="Add the link"
      onClose={onClose}
      onSent={clear}
      check={(): Errors =>
        isWebAddress(url)
          ? {}
          : { url: 'Write a full address that starts with https://, http:// or mailto:.' }
      }
      command={{ type: 'add_link', title: fields.title.trim() || url, url }}
    >
      {(errors) => (
        <>
          <TextField
            label="Address"
            type="url"
            inputMode="url"
            data-autofocus=""
            placeholder="https://"
            value={fields.url}
            error={errors.url}
            onChange={(event) => set({ url: event.target.value })}
          />
          <TextField
            label="Title"
            aside="the address if empty"
            value={fields.title}
            error={errors.url ? undefined : errors.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        </>
      )}
    </DialogForm>
  )
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:', 'mailto:'].includes(new URL(text).protocol)
}
