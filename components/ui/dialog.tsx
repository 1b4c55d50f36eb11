'use client'

import { X } from 'lucide-react'
import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'

type DialogProps = {
  open: boolean
  /**
   * Escape, the cross, a press beside it: whatever was written is the caller's to keep. While something is shown once
   * (`data-shown-once`), a press beside it does nothing.
   */
  onClose: () => void
  title: ReactNode
  /** A sentence under the title. */
  lead?: ReactNode
  wide?: boolean
  /** `sheet`: as wide as a page of writing wants, its title ruled. */
  size?: 'sheet'
  /** Right of the title. */
  aside?: ReactNode
  /** What the cross does, where more than closing is worth saying. */
  closeName?: string
  children: ReactNode
}

/**
 * A modal dialog, on a phone a sheet from below. It is the platform's own `<dialog>`: focus stays inside, returns
 * to where it was, Escape closes. Focus starts on the child with `data-autofocus`, else on the first control.
 * Put the buttons in a `<DialogActions>` as the last child.
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

/** The row of buttons that ends a dialog; the one that acts stands on the right. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>
}

function OpenDialog(props: DialogProps) {
  const { onClose, title, lead, wide = false, size, aside, closeName = 'Close', children } = props
  const isSheet = size === 'sheet'
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    // Closing while it is still on the page is what gives the focus back: an ordinary effect would come too late.
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className={`dialog ${isSheet ? 'dialog-sheet' : wide ? 'dialog-wide' : ''}`}
      aria-labelledby={`${id}-title`}
      aria-describedby={lead ? `${id}-lead` : undefined}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (isBeside(event) && !event.currentTarget.querySelector('[data-shown-once]')) onClose()
      }}
    >
      <div className="p-5">
        <div className={`flex gap-3 ${isSheet ? 'items-end pb-2' : 'items-start'}`}>
          <h2 id={`${id}-title`} className={`headline flex-1 ${isSheet ? 'text-24' : 'text-20'}`}>
            {title}
          </h2>
          {aside}
          <button
            type="button"
            className="btn btn-quiet btn-sm btn-icon -mt-0.5 -mr-1.5"
            aria-label={closeName}
            onClick={onClose}
          >
            <X className="icon" />
          </button>
        </div>
        {isSheet && <div className="rule-head" />}
        {lead && (
          <p id={`${id}-lead`} className="text-ink-2 mt-1">
            {lead}
          </p>
        )}
        <div className="mt-4">{children}</div>
      </div>
    </dialog>
  )
}

/** On the backdrop. The dialog's own scrollbar and edge are pressed on the dialog as well, but inside it. */
function isBeside({ target, currentTarget, clientX, clientY }: MouseEvent): boolean {
  if (target !== currentTarget) return false
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect()
  return clientX < left || clientX >= right || clientY < top || clientY >= bottom
}
