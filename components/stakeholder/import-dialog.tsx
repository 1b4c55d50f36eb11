'use client'

import { FileSpreadsheet } from 'lucide-react'
import { type ChangeEvent, startTransition, useId, useState } from 'react'
import { useKeptAction } from '#components/live/kept-form.ts'
import { FormMessage } from '#components/people/form-message.tsx'
import { ImportOutcome } from '#components/stakeholder/import-outcome.tsx'
import { readFileText } from '#components/stakeholder/read-file.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { type ImportPreview, importLimits, peopleWords } from '#lib/stakeholder/model.ts'

export type ImportActions = {
  preview: FormAction<ImportPreview>
  run: FormAction<{ added: number; updated: number }>
}

/** Choose a file, see what it would do, then do it. Nothing is written before the last step. */
export function ImportDialog({ preview, run, onClose }: ImportActions & { onClose: () => void }) {
  const [file, setFile] = useState<{ name: string; text: string } | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [shown, show, isReading] = useKeptAction(preview)
  const [done, write, isWriting] = useKeptAction(run)
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const chosen = target.files?.[0]
    if (!chosen) return
    const text = await readFileText(chosen)
    // The same file again is a change too: it may have been mended.
    target.value = ''
    const isLong = text.length > importLimits.characters
    setFault(isLong ? 'This file is longer than 3 MB. Split it, and import one part after the other.' : null)
    if (isLong) return
    setFile({ name: chosen.name, text })
    startTransition(() => show(formOf(text)))
  }
  const outcome = shown.status === 'done' && file ? shown.result : null
  const changes = outcome ? outcome.added + outcome.updated : 0

  if (done.status === 'done') {
    return (
      <Dialog open onClose={onClose} title="Imported" lead={writtenWords(done.result)}>
        <DialogActions>
          <Button variant="primary" onClick={onClose} data-autofocus="">
            Show the directory
          </Button>
        </DialogActions>
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Import a table"
      lead="A CSV file with the columns name and email, and group if you like. Addresses that are there already are updated, none is doubled."
    >
      <div className="space-y-4">
        <FilePicker name={file?.name ?? null} fault={fault} isReading={isReading} onChoose={choose} />
        <FormMessage state={shown} />
        <FormMessage state={done} />
        <div role="status">{outcome && !isReading && <ImportOutcome preview={outcome} />}</div>
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          {outcome && changes > 0 && (
            <Button
              variant="primary"
              working={isWriting}
              onClick={() => startTransition(() => write(formOf(file?.text ?? '')))}
            >
              {buttonWords(outcome)}
            </Button>
          )}
        </DialogActions>
      </div>
    </Dialog>
  )
}

type FilePickerProps = {
  name: string | null
  fault: string | null
  isReading: boolean
  onChoose: (event: ChangeEvent<HTMLInputElement>) => Promise<void>
}

function FilePicker({ name, fault, isReading, onChoose }: FilePickerProps) {
  const id = useId()
  const look = 'focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent'
  return (
    <div>
      <div className="flex flex-wrap items-center gap-3">
        <label htmlFor={id} className={buttonClass({ className: look })}>
          <FileSpreadsheet className="icon" />
          {name ? 'Choose another file' : 'Choose a file'}
          <input
            id={id}
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
            className="vh"
            data-autofocus=""
            disabled={isReading}
            aria-describedby={fault ? `${id}-error` : undefined}
            onChange={(event) => void onChoose(event)}
          />
        </label>
        {name && <p className="text-13 text-ink-2 wrap-anywhere">{isReading ? `Reading ${name}` : name}</p>}
      </div>
      {fault && <FieldError id={`${id}-error`}>{fault}</FieldError>}
    </div>
  )
}

function formOf(table: string): FormData {
  const form = new FormData()
  form.set('table', table)
  return form
}

function buttonWords({ added, updated, faultCount }: ImportPreview): string {
  const what = `Import ${peopleWords(added + updated)}`
  if (faultCount === 0) return what
  return `${what}, leave out ${faultCount === 1 ? '1 row' : `${faultCount} rows`}`
}

function writtenWords({ added, updated }: { added: number; updated: number }): string {
  return `${peopleWords(added)} added, ${peopleWords(updated)} changed.`
}
