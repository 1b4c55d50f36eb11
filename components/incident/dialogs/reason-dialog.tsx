'use client'

import type { ReactNode } from 'react'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { LastWord } from '#components/incident/dialogs/last-word.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { alsoInWords } from '#components/incident/log/also-in.ts'
import { useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { sharesWords } from '#lib/incident/entries/redact.ts'

type ReasonDialogProps = {
  /** Names the draft. */
  name: string
  title: string
  lead: ReactNode
  label: string
  hint?: string
  wide?: boolean
  given: string | undefined
  command: (reason: string) => CommandBody
  /** What should be looked at before the reason is written. */
  children?: ReactNode
  onClose: () => void
}

/** A command that needs nothing but a reason. */
function ReasonDialog(props: ReasonDialogProps) {
  const { name, title, lead, label, hint, wide, given, command, children, onClose } = props
  const { fields, set, clear } = useFields(name, { reason: '' }, given === undefined ? {} : { reason: given })
  const reason = fields.reason.trim()
  return (
    <DialogForm
      title={title}
      lead={lead}
      wide={wide ?? false}
      label={label}
      onClose={onClose}
      onSent={clear}
      check={() => required({ reason: [reason, 'Say in a sentence why.'] })}
      command={command(reason)}
    >
      {(errors) => (
        <>
          {children}
          <ReasonField
            hint={hint}
            data-autofocus=""
            value={fields.reason}
            error={errors.reason}
            onChange={(reason) => set({ reason })}
          />
        </>
      )}
    </DialogForm>
  )
}

type Given = { given: string | undefined; onClose: () => void }

/** It came back, or it was not over. */
export function ReopenDialog({ given, onClose }: Given) {
  const { ref } = useRoom().live.incident
  return (
    <ReasonDialog
      name="reopen"
      title={`Reopen ${ref}`}
      lead="It goes back to investigating and its clock runs on. The time of the earlier resolution stays in the log."
      label={`Reopen ${ref}`}
      hint="What came back, or what was not over."
      given={given}
      command={(reason) => ({ type: 'reopen', reason })}
      onClose={onClose}
    />
  )
}

/** It was no incident. */
export function CancelDialog({ given, onClose }: Given) {
  const { ref } = useRoom().live.incident
  return (
    <ReasonDialog
      name="cancel"
      title={`Cancel ${ref}`}
      lead="For what was no incident. It becomes read-only, counts in no metric, and stays in the record. This cannot be undone."
      label={`Cancel ${ref}`}
      hint="Why this was no incident."
      given={given}
      command={(reason) => ({ type: 'cancel', reason })}
      onClose={onClose}
    >
      <LastWord />
    </ReasonDialog>
  )
}

/** Something stands in the log that nobody may read. */
export function RedactDialog({ seq, given, onClose }: Given & { seq: number }) {
  const { entries } = useRoom().live
  const entry = entries.find((each) => each.seq === seq && !each.pending)
  const isUpdate = entry?.type === 'update_published' || entry?.type === 'update_drafted'
  const alsoIn = isUpdate ? entries.filter((each) => !each.pending && sharesWords(each, entry)) : []
  return (
    <ReasonDialog
      name={`redact-${seq}`}
      title={`Redact entry ${seq}`}
      lead="What was written in it is deleted for good, here and in every answer: its words, and its file if it has one. That there was an entry, whose, when and of what kind stays, and the chain of the log stays valid. Copies that people have made are beyond reach: change a password that was shown."
      label={`Delete the words of entry ${seq}`}
      hint="Do not repeat here what is to go."
      wide
      given={given}
      command={(reason) => ({ type: 'redact_entry', seq, reason })}
      onClose={onClose}
    >
      {entry && (
        <blockquote className="border-rule-2 text-ink-2 line-clamp-4 border-l-2 pl-3 wrap-anywhere">
          {entry.sentence}
        </blockquote>
      )}
      {isUpdate && (
        <p>
          Other updates keep their words, because stakeholders may need them.
          {alsoIn.length > 0 &&
            ` Now ${alsoInWords(alsoIn.map((each) => each.seq))}: redact what must go there, too.`}{' '}
          The log names all that still hold some of these.
        </p>
      )}
    </ReasonDialog>
  )
}
