'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { LastWord } from '#components/incident/dialogs/last-word.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { useRoom } from '#components/incident/room.ts'
import { TextField } from '#components/ui/field.tsx'
import type { Incident } from '#lib/incident/incident.ts'
import { type OwedStep, stepsOwed } from '#lib/incident/owed.ts'

/** Closing makes it read-only; what it takes first is said here, with the way there. */
export function CloseDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom().live
  const { ref, severity } = incident
  const owed = stepsOwed(incident)
  const { fields, set, clear } = useFields('close', { waive: '', bug: '' }, {})
  const missing = owed.map((step) => reportWords(step, incident)).find((words) => words !== null)
  const lesson = owed.includes('post_mortem')
  const bug = owed.includes('bug')
  return (
    <DialogForm
      title={`Close ${ref}?`}
      lead="A closed incident is read-only. Entries can still be corrected, and its documents go on."
      label={`Close ${ref}`}
      onClose={onClose}
      onSent={clear}
      check={() =>
        required({
          ...(lesson && { waive: [fields.waive, 'Say in a sentence why no post-mortem is needed.'] }),
          ...(bug && { bug: [fields.bug, 'Give the address of the bug that it goes on in.'] }),
        })
      }
      shown={({ waive, bug }) => ({ waive, bug })}
      command={
        missing
          ? null
          : {
              type: 'close',
              ...(lesson && { waive: fields.waive.trim() }),
              ...(bug && { bug: fields.bug.trim() }),
            }
      }
    >
      {(errors) => (
        <>
          <LastWord />
          {missing && (
            <p>
              {missing} <Way to={`/incidents/${ref}/report`}>Open the report</Way>.
            </p>
          )}
          {lesson && (
            <div>
              <p className="mb-3">
                A {severity} takes a post-mortem: published, or attached from elsewhere.{' '}
                <Way to={`/incidents/${ref}/post-mortem`}>Open the post-mortem</Way>.
              </p>
              {!missing && (
                <ReasonField
                  label="Or say why none is needed"
                  value={fields.waive}
                  error={errors.waive}
                  data-autofocus=""
                  onChange={(waive) => set({ waive })}
                />
              )}
            </div>
          )}
          {bug && !missing && (
            <TextField
              label="Where the bug is tracked"
              type="url"
              inputMode="url"
              hint="A SEV3 goes on as a bug: its address, such as https://issues.example.com/SHOP-12."
              maxLength={2_000}
              value={fields.bug}
              error={errors.bug}
              data-autofocus=""
              onChange={(event) => set({ bug: event.target.value })}
            />
          )}
        </>
      )}
    </DialogForm>
  )
}

function Way({ to, children }: { to: string; children: string }) {
  return (
    // A page of this incident.
    <Link href={to as Route} prefetch={false} className="link">
      {children}
    </Link>
  )
}

/** What the report still waits for; null: this step is not of the report. */
function reportWords(step: OwedStep, { kind, documents }: Incident): string | null {
  const version = documents.report?.saved.version
  const was = documents.report?.superseded ? ' What was sent spoke of an earlier end.' : ''
  switch (step) {
    case 'draft':
      return 'Closing takes a situation report, and none is drafted yet.'
    case 'approve':
      return kind === 'drill'
        ? `Version ${version} of the situation report waits for its approval.${was}`
        : `Version ${version} of the situation report is not approved and sent yet.${was}`
    case 'send':
      return `Version ${version} of the situation report is approved, and not sent yet.${was}`
    default:
      return null
  }
}
