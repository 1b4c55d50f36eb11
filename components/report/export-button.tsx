'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { readFile } from '#components/report/read-file.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { sizeWords } from '#lib/file/model.ts'

type ExportButtonProps = {
  /** Where the file is: also what the link leads to without JavaScript, or opened in another tab. */
  href: string
  /** "PDF": named in what is said while it is made. */
  name: string
  icon: ReactNode
}

type Work = { bytes: number; isLong: boolean }

/** Below this a download is simply there. */
const quick = 1000

/**
 * A file to keep. It is a plain link; with JavaScript it says how far it is when that takes longer than a second, can be
 * cancelled, and says in a sentence what went wrong.
 */
export function ExportButton({ href, name, icon }: ExportButtonProps) {
  const [work, setWork] = useState<Work | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  async function begin() {
    const abort = new AbortController()
    stop.current = abort
    setFailure(null)
    setWork({ bytes: 0, isLong: false })
    const timer = setTimeout(() => setWork((now) => now && { ...now, isLong: true }), quick)
    try {
      const file = await readFile(href, {
        signal: abort.signal,
        onBytes: (bytes) => setWork((now) => now && { ...now, bytes }),
      })
      save(file)
    } catch (error) {
      if (!abort.signal.aborted) setFailure(error instanceof Error ? error.message : String(error))
    } finally {
      clearTimeout(timer)
      setWork(null)
    }
  }

  return (
    <>
      <a
        className={buttonClass({})}
        href={href}
        download
        aria-busy={work !== null || undefined}
        onClick={(event) => {
          // With a key held down the browser opens or saves it by itself.
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          if (work === null) void begin()
        }}
      >
        {icon}
        {name}
      </a>
      {work?.isLong && (
        <div className="text-13 text-ink-2 order-1 col-span-full flex items-baseline justify-between gap-3">
          <p>
            <span role="status">The {name} is being made. </span>
            <span className="mono text-12">{work.bytes === 0 ? '' : sizeWords(work.bytes)}</span>
          </p>
          <button type="button" className="link" onClick={() => stop.current?.abort()}>
            Cancel the {name}
          </button>
        </div>
      )}
      {failure !== null && (
        <p className="text-13 text-sev1-ink order-1 col-span-full" role="alert">
          {failure}
        </p>
      )}
    </>
  )
}

function save({ blob, name }: { blob: Blob; name: string }): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to save it by then; it keeps what it needs.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
