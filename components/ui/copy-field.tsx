'use client'

import { Check, Copy } from 'lucide-react'
import { useId, useRef, useState } from 'react'

type CopyFieldProps = {
  label: string
  value: string
  hint?: string
}

/**
 * A link or a token that is shown once, in order to be copied. Where the clipboard is closed, the text is selected.
 * While it stands in a dialog, a press beside that does not close it.
 */
export function CopyField({ label, value, hint }: CopyFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  // Of which value it is true: the next one to be shown here was not copied yet.
  const [done, setDone] = useState<{ value: string; how: 'copied' | 'selected' } | null>(null)
  const state = done?.value === value ? done.how : 'rest'

  const copy = async () => {
    input.current?.select()
    try {
      await navigator.clipboard.writeText(value)
      setDone({ value, how: 'copied' })
    } catch {
      // Browsers open the clipboard to https and loopback only.
      setDone({ value, how: 'selected' })
    }
  }

  return (
    <div data-shown-once="">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <div className="mt-1.5 flex gap-2">
        <input ref={input} id={id} className="field mono text-13 min-w-0" readOnly value={value} />
        <button type="button" className="btn min-h-10 flex-none" onClick={copy}>
          {state === 'copied' ? <Check className="icon" /> : <Copy className="icon" />}
          {state === 'copied' ? 'Copied' : 'Copy'}
        </button>
      </div>
      {hint && <p className="hint mt-1.5">{hint}</p>}
      <p className="vh" role="status">
        {state === 'copied'
          ? `${label} copied`
          : state === 'selected'
            ? `${label} selected, copy it by key`
            : ''}
      </p>
    </div>
  )
}
