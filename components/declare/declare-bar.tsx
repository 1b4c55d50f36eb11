'use client'

import { useSyncExternalStore } from 'react'
import { reportedAtOf } from '#components/declare/form.ts'
import type { Declaration } from '#components/declare/use-declaration.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { useTicking } from '#components/ui/ticker.ts'
import { formatClockTime, formatDay, isSameDay } from '#lib/time/format.ts'

type DeclareBarProps = { declaration: Declaration; zone: string; now: number }

/** The button that says what it will do, from when the clock runs, and whether this is a drill. */
export function DeclareBar({ declaration, zone, now }: DeclareBarProps) {
  const { form, change, isSending, isRestored, discard } = declaration
  const { severity, isDrill } = form
  const sendKeys = useSyncExternalStore(never, keysHere, () => 'Ctrl ↵')
  const start = useTicking((at) => startOf(form, zone, at), now)
  const look = isDrill ? 'declare-drill' : severity ? `declare-${severity.slice(3)}` : ''
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 lg:border-t lg:pt-5">
      <div className="bottom-bar bg-paper fixed inset-x-0 bottom-0 z-30 flex-none items-center gap-4 border-t p-4 pb-[max(1rem,env(safe-area-inset-bottom))] lg:static lg:flex lg:border-0 lg:p-0">
        <SubmitButton
          size="large"
          variant={severity || isDrill ? 'default' : 'primary'}
          working={isSending}
          className={`w-full lg:w-auto ${look}`}
        >
          {labelOf(form)}
          <span className="hidden lg:inline">
            <Kbd plain>{sendKeys}</Kbd>
          </span>
        </SubmitButton>
        <p className="text-13 text-ink-3 hidden lg:block">The clock starts {start}.</p>
      </div>
      <label className="inline-flex min-h-6 items-center gap-2 lg:ml-auto">
        <input
          type="checkbox"
          checked={isDrill}
          onChange={(event) => change({ isDrill: event.target.checked })}
          className="accent-drill h-4 w-4"
        />
        <span>
          This is a <b className="text-drill-ink font-bold">DRILL</b>
        </span>
      </label>
      {isRestored && (
        <span className="text-13 text-ink-3">
          Your draft is back.{' '}
          <button type="button" className="link min-h-6" onClick={discard}>
            Discard draft
          </button>
        </span>
      )}
    </div>
  )
}

function labelOf({ severity, isDrill }: Declaration['form']): string {
  if (isDrill) return severity ? `Declare a ${severity} drill` : 'Declare a drill'
  return severity ? `Declare ${severity}` : 'Declare incident'
}

function startOf(form: Declaration['form'], zone: string, now: number): string {
  const at = reportedAtOf(form, zone, now)
  if (!(at instanceof Date)) return `at ${formatClockTime(now, zone)}`
  const day = isSameDay(at, now, zone) ? '' : `${formatDay(at, zone, now)} `
  return `${day === '' ? 'at ' : 'on '}${day}${formatClockTime(at, zone)}`
}

/** The keyboard does not change while the page is open. */
function never() {
  return () => undefined
}

function keysHere(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘↵' : 'Ctrl ↵'
}
