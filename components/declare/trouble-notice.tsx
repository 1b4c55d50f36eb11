'use client'

import { useEffect, useRef } from 'react'
import type { Declaration } from '#components/declare/use-declaration.ts'
import { Notice } from '#components/ui/notice.tsx'

/** Why it was not declared, where no field is to blame. */
export function TroubleNotice({ trouble }: Pick<Declaration, 'trouble'>) {
  const notice = useRef<HTMLDivElement>(null)

  useEffect(() => {
    // On a phone the button is pinned, and what it has to say may stand far below.
    if (trouble) notice.current?.scrollIntoView({ block: 'center' })
  }, [trouble])

  if (!trouble) return null
  return (
    <div ref={notice}>
      <Notice
        kind="error"
        title={trouble.title}
        action={
          trouble.isSignedOut && (
            <a className="btn" href="/sign-in?next=/declare">
              Sign in again
            </a>
          )
        }
      >
        {trouble.words}
      </Notice>
    </div>
  )
}
