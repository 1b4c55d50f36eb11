'use client'

import { startTransition, useEffect } from 'react'
import { useKeptAction } from '#components/live/kept-form.ts'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { MailPreview as Shown } from '#lib/messaging/model.ts'

export type MailActions = {
  /** ref, document, version, note, changes, to */
  preview: FormAction<Shown>
  test: FormAction<{ address: string; deliveryId: string }>
  /** deliveryId */
  resend: FormAction
}

type MailPreviewProps = {
  actions: MailActions
  fields: Record<'ref' | 'document' | 'version' | 'note' | 'changes' | 'to', string>
  onClose: () => void
}

/** What exactly leaves, before it does; and the same mail to oneself. */
export function MailPreview({ actions, fields, onClose }: MailPreviewProps) {
  const [state, ask, isAsking] = useKeptAction(actions.preview)
  const test = useFormAction(actions.test)
  // Once, as the dialog opens: the fields are those of that moment.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    startTransition(() => ask(form))
  }, [])
  const mail = state.status === 'done' ? state.result : null
  return (
    <Dialog open onClose={onClose} wide title="The mail, before it leaves">
      {isAsking && !mail && <p className="text-ink-2">Writing the mail and its attachments…</p>}
      <FormMessage state={state} />
      {mail && <Mail mail={mail} />}
      <form {...test.form} className="mt-4 space-y-3">
        {Object.entries(fields).map(
          ([name, value]) => name !== 'to' && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <FormMessage state={test.state} />
        {test.state.status === 'done' && (
          <Notice
            kind="status"
            title={
              mail?.leavesBy === 'outbox'
                ? 'The test is in the outbox.'
                : `A test is on its way to ${test.state.result.address}.`
            }
          >
            <a className="link" href={`/settings/deliveries/${test.state.result.deliveryId}`}>
              Open it
            </a>
          </Notice>
        )}
        <DialogActions>
          <SubmitButton variant="default" working={test.pending}>
            Send me a test first
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function Mail({ mail }: { mail: Shown }) {
  const { from, to, subject, text, html, attachments, leavesBy } = mail
  return (
    <>
      <dl className="text-13 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-y-1 wrap-anywhere">
        <dt className="text-ink-3">Subject</dt>
        <dd className="font-semibold">{subject}</dd>
        <dt className="text-ink-3">From</dt>
        <dd>{from}</dd>
        <dt className="text-ink-3">To</dt>
        <dd>{to}. The other mails differ in the name alone.</dd>
        <dt className="text-ink-3">Attached</dt>
        <dd>
          {attachments.map(({ name, size }, index) => (
            <span key={name}>
              {index > 0 && ', '}
              {name} <span className="text-ink-3">({kilobytes(size)})</span>
            </span>
          ))}
        </dd>
      </dl>
      {leavesBy === 'outbox' && <OutboxHint />}
      <iframe
        srcDoc={withNonce(html)}
        title={`The mail: ${subject}`}
        sandbox=""
        className="mt-3 h-[52vh] min-h-[320px] w-full rounded-sm border bg-white"
      />
      <details className="mt-3">
        <summary className="link min-h-6 w-fit cursor-pointer">As plain text</summary>
        <pre className="text-13 bg-hover mt-2 max-h-[40vh] overflow-y-auto rounded-sm p-3 font-mono wrap-anywhere whitespace-pre-wrap">
          {text}
        </pre>
      </details>
    </>
  )
}

/** Said wherever mail is sent from, while none leaves. */
export function OutboxHint() {
  return (
    <p className="text-12 text-ink-3 mt-1.5">
      No mail provider is set up, so mail stays in the built-in outbox:{' '}
      <a className="link" href="/settings/deliveries">
        Settings, Deliveries
      </a>
      .
    </p>
  )
}

function kilobytes(size: number): string {
  return `${Math.max(1, Math.round(size / 1000)).toLocaleString('en-GB')} kB`
}

/** A frame without an address obeys this page's policy: a style needs its nonce. Nothing else in a mail wants one. */
function withNonce(html: string): string {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
  return html.replaceAll('<style>', `<style nonce="${nonce}">`)
}
