'use client'

import { Check, Save } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { TroubleNotice } from '#components/document/trouble-notice.tsx'
import { type Step, useCommands } from '#components/document/use-commands.ts'
import { useDraft } from '#components/live/use-draft.ts'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field.tsx'
import type { Entry } from '#lib/incident/entries/table.ts'

type ApproveVersionProps = {
  reference: string
  me: string
  /** The newest saved version. */
  newest: number
  /** The text differs from it. */
  changed: boolean
  /** The newest one still waits for an approval. */
  isOpen: boolean
  mayApprove: boolean
}

/** Saves the text as a version, with a line saying why, and approves; one after the other when both are wanted. */
export function ApproveVersion(props: ApproveVersionProps) {
  const { reference, me, newest, changed, isOpen, mayApprove } = props
  const { run, running, isRefreshing, trouble } = useCommands(reference)
  const { draft: why, write, clear } = useDraft(`${me}:${reference}:why`, '')
  const [error, setError] = useState<string | undefined>()
  const field = useId()
  const form = useRef<HTMLFormElement>(null)
  const next = changed ? newest + 1 : newest
  const save: Step = { type: 'save_report_version', why: why.trim() }
  const approve: Step = (before) => ({ type: 'approve_report', version: savedIn(before) ?? newest })

  const act = async (label: string, steps: readonly Step[]) => {
    if (changed && why.trim() === '') {
      setError('Say in a line why the text changed. It stands beside the version.')
      form.current?.querySelector<HTMLElement>('input')?.focus()
      return
    }
    setError(undefined)
    if (await run(label, steps)) clear()
  }

  if (!changed && !(isOpen && mayApprove)) return <TroubleNotice trouble={trouble} />
  const approveLabel = changed ? `Save and approve version ${next}` : `Approve version ${next}`
  const steps = changed ? [save, approve] : [approve]
  const submit = () => void (mayApprove ? act('approve', steps) : act('save', [save]))
  return (
    <form
      ref={form}
      noValidate
      className="mt-3 space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {changed && (
        <TextField
          id={field}
          label="What changed, and why"
          hint="A line beside the version, such as: Priya corrected the count of failed logins."
          maxLength={500}
          value={why}
          error={trouble?.fields.why ?? error}
          onChange={(event) => write(event.target.value)}
        />
      )}
      <div className="grid gap-2">
        {mayApprove && (
          <Button
            type="submit"
            variant="primary"
            data-act="approve"
            working={running === 'approve' || isRefreshing}
          >
            <Check className="icon" />
            {approveLabel}
          </Button>
        )}
        {changed && (
          <Button
            type={mayApprove ? 'button' : 'submit'}
            variant={mayApprove || !isOpen ? 'default' : 'primary'}
            data-act="save"
            working={running === 'save' || (isRefreshing && !mayApprove)}
            onClick={mayApprove ? () => void act('save', [save]) : undefined}
          >
            <Save className="icon" />
            Save version {next}
          </Button>
        )}
      </div>
      <TroubleNotice trouble={trouble} />
    </form>
  )
}

/** The version that these entries saved; null: somebody had saved the same words already. */
function savedIn(entries: readonly Entry[]): number | null {
  const saved = entries.find((entry) => entry.type === 'report_version_saved')
  return saved?.type === 'report_version_saved' ? saved.payload.version : null
}
