'use client'

import { buttonClass } from '#components/ui/button-class.ts'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'

type SessionEndedProps = {
  /** Closes the message; the page behind it can still be read. */
  onDismiss: () => void
  /** Whether something that was being written is kept on this device. */
  isTextKept: boolean
  /** How many entries wait on this device. */
  waiting?: number
}

/** Over a live page whose session ended: what is on screen stays readable, and what was written is kept. */
export function SessionEnded({ onDismiss, isTextKept, waiting = 0 }: SessionEndedProps) {
  return (
    <Dialog
      open
      onClose={onDismiss}
      title="Your session ended"
      lead={
        isTextKept
          ? 'Sign in again to go on. What you were writing is kept on this device.'
          : 'Sign in again to go on.'
      }
    >
      <p className="text-13 text-ink-2">Until then this page stands still: no new entries arrive.</p>
      {waiting > 0 && (
        <p className="text-13 text-ink-2 mt-2">
          {waiting === 1 ? 'One entry waits' : `${waiting} entries wait`} on this device and{' '}
          {waiting === 1 ? 'is' : 'are'} sent when you have signed in again.
        </p>
      )}
      <DialogActions>
        <button type="button" className={buttonClass({ variant: 'quiet' })} onClick={onDismiss}>
          Read on
        </button>
        <a
          className={buttonClass({ variant: 'primary' })}
          href={`/sign-in?callbackUrl=${encodeURIComponent(location.pathname + location.search)}`}
          data-autofocus=""
        >
          Sign in again
        </a>
      </DialogActions>
    </Dialog>
  )
}
