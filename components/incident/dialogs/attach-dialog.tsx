'use client'

import { FileText } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { type Upload, useUpload } from '#components/incident/dialogs/use-upload.ts'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { isLost } from '#components/live/connection.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { describedBy, FieldShell, TextArea, TextField } from '#components/ui/field.tsx'
import { imageTypes, isImage, sizeWords } from '#lib/file/model.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'attach' }>; onClose: () => void }

/** A picture or a text for the log. It is sent while its words are written; a picture needs words of its own. */
export function AttachDialog({ request, onClose }: Props) {
  const { live } = useRoom()
  const { upload, choose } = useUpload(request.file)
  const { fields, set, clear } = useFields('attach', { alt: '', text: '' }, {})
  const isPicture = upload.state === 'done' && isImage(upload.info.mediaType)
  const [alt, text] = [fields.alt.trim(), fields.text.trim()]
  const command: CommandBody | null =
    upload.state === 'done'
      ? {
          type: 'attach_file',
          fileId: upload.info.id,
          ...(isPicture && { alt }),
          ...(text && { text }),
        }
      : null
  return (
    <DialogForm
      title="Attach a file"
      lead="A picture or a text, up to 10 MB. Everybody who signs in can see it, and it stays in the log."
      label={labelOf(upload)}
      onClose={onClose}
      onSent={clear}
      check={() => (isPicture ? required({ alt: [alt, 'Say what the picture shows.'] }) : {})}
      command={command}
    >
      {(errors) => (
        <>
          <FileField upload={upload} isOffline={isLost(live.connection)} onChoose={choose} />
          <Preview upload={upload} />
          <TextField
            label="What the picture shows"
            aside={isPicture ? 'needed' : 'for pictures'}
            hint="For those who cannot see it: “p95 of POST /session, 29.8 s since 13:53”."
            maxLength={500}
            value={fields.alt}
            error={errors.alt}
            onChange={(event) => set({ alt: event.target.value })}
          />
          <TextArea
            label="Caption"
            aside="optional"
            hint="Why it matters here."
            rows={2}
            maxLength={20_000}
            value={fields.text}
            error={errors.text}
            onChange={(event) => set({ text: event.target.value })}
          />
        </>
      )}
    </DialogForm>
  )
}

function labelOf(upload: Upload): string {
  if (upload.state === 'none' || upload.state === 'failed') return 'Choose a file'
  return upload.state === 'sending' ? `Sending, ${upload.percent}\u00A0%` : 'Attach to the log'
}

type FileFieldProps = { upload: Upload; isOffline: boolean; onChoose: (file: File) => void }

function FileField({ upload, isOffline, onChoose }: FileFieldProps) {
  const id = useId()
  const error = upload.state === 'failed' ? upload.error : undefined
  const hint = isOffline
    ? 'You are offline. Files need the network; what you write below is kept.'
    : undefined
  return (
    <FieldShell id={id} label="File" hint={hint} error={error}>
      <input
        id={id}
        type="file"
        className="field py-2 file:mr-3 file:font-semibold"
        data-autofocus=""
        accept={[...imageTypes, 'text/*', '.log', '.json', '.csv', '.md', '.svg'].join(',')}
        {...describedBy(id, { hint, error })}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onChoose(file)
        }}
      />
      <p className="vh" role="status">
        {upload.state === 'done' ? `${upload.info.name} is sent.` : ''}
      </p>
    </FieldShell>
  )
}

function Preview({ upload }: { upload: Upload }) {
  if (upload.state === 'none' || upload.state === 'failed') return null
  const { file } = upload
  const name = upload.state === 'done' ? upload.info.name : file.name
  return (
    <div className="flex items-start gap-3">
      {isImage(file.type) ? <Thumbnail file={file} /> : <FileText className="icon icon-lg text-ink-3" />}
      <div className="min-w-0 flex-1">
        <p className="font-semibold wrap-anywhere">{name}</p>
        <p className="text-13 text-ink-2">
          {upload.state === 'done' ? kindWords(upload.info) : sizeWords(file.size)}
        </p>
        {upload.state === 'sending' && (
          <progress className="mt-1 block w-full" max={100} value={upload.percent} aria-label="Sent so far" />
        )}
      </div>
    </div>
  )
}

function kindWords({ mediaType, size, width, height }: Extract<Upload, { state: 'done' }>['info']): string {
  const what = isImage(mediaType) ? 'Picture' : 'Text, to be saved'
  return [what, width && height ? `${width} × ${height}` : '', sizeWords(size)].filter(Boolean).join(', ')
}

function Thumbnail({ file }: { file: File }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (url === null) return null
  // biome-ignore lint/performance/noImgElement: it is in this browser's memory. Its words are being written beside it
  return <img src={url} alt="" className="max-h-32 max-w-40 border object-contain" />
}
