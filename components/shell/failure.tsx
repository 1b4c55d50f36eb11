'use client'

import type { ReactNode } from 'react'
import { Wordmark } from '#components/shell/mark.tsx'

type FailureProps = {
  error: unknown
  retry: () => void
  /** Whether the shell still stands around it. */
  isInShell?: boolean
}

/**
 * What is said when a page could not be made: what stands, what is known, one way on. Every page carries this, twice,
 * in case it fails: so it is made of plain elements alone.
 */
export function Failure({ error, retry, isInShell = false }: FailureProps) {
  const digest = digestOf(error)
  return (
    <Frame isInShell={isInShell}>
      <p className="text-ink-2 mt-2 max-w-[72ch]">
        Something failed on the server, not on your side. Everything that was logged is safe, and the failure
        is in the server's own log.
      </p>
      <p className="mt-5 flex flex-wrap gap-2">
        <button type="button" className="btn btn-primary" onClick={() => retry()}>
          Load it again
        </button>
        {/* A plain link: the page's own router may be what failed. */}
        <a href="/" className="btn btn-quiet">
          Go to Now
        </a>
      </p>
      {digest && (
        <p className="text-13 text-ink-2 mt-6">
          Whoever runs SitRep finds it under <span className="mono">{digest}</span>.
        </p>
      )}
    </Frame>
  )
}

function Frame({ isInShell, children }: { isInShell: boolean; children: ReactNode }) {
  const title = 'This page could not be shown'
  if (isInShell) {
    return (
      <div className="page">
        <h1 className="headline text-24 md:text-30 pt-6 pb-3">{title}</h1>
        <div className="rule-head" />
        {children}
      </div>
    )
  }
  return (
    <main id="main" className="mx-auto min-h-dvh max-w-[440px] px-5 pt-[10vh] pb-8">
      <Wordmark large />
      <div className="rule-head mt-4" />
      <h1 className="headline text-24 mt-6">{title}</h1>
      {children}
    </main>
  )
}

function digestOf(error: unknown): string | null {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? error.digest : null
  return typeof digest === 'string' ? digest : null
}
