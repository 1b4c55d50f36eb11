'use client'

import { PublicFrame } from '#components/shell/public-frame.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'

const title = 'This page could not be shown'
const lead =
  "Something failed on the server, not on your side. Everything that was logged is safe, and the failure is in the server's own log."

type FailureProps = {
  error: unknown
  retry: () => void
  /** Whether the shell still stands around it. */
  isInShell?: boolean
}

/** What is said when a page could not be made: what stands, what is known, one way on. */
export function Failure({ error, retry, isInShell = false }: FailureProps) {
  const digest = digestOf(error)
  const foot = digest && (
    <p>
      Whoever runs SitRep finds it under <span className="mono">{digest}</span>.
    </p>
  )
  const actions = (
    <p className="flex flex-wrap gap-2">
      <Button variant="primary" onClick={() => retry()}>
        Load it again
      </Button>
      {/* A plain link: the page's own router may be what failed. */}
      <a href="/" className={buttonClass({ variant: 'quiet' })}>
        Go to Now
      </a>
    </p>
  )
  if (!isInShell) {
    return (
      <PublicFrame title={title} lead={lead} foot={foot}>
        {actions}
      </PublicFrame>
    )
  }
  return (
    <div className="page">
      <PageHead title={title} lead={lead} />
      <div className="mt-6">{actions}</div>
      {foot && <div className="text-13 text-ink-2 mt-6">{foot}</div>}
    </div>
  )
}

function digestOf(error: unknown): string | null {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? error.digest : null
  return typeof digest === 'string' ? digest : null
}
