'use client'

import { lazy, Suspense } from 'react'

// Most of what is logged is plain words: the reader of Markdown is loaded when something needs it. Without a
// connection the words are shown as they were typed.
const Markdown = lazy(() =>
  import('#components/ui/markdown.tsx').then(
    (module) => ({ default: module.Markdown }),
    () => ({ default: PlainText }),
  ),
)

type LogTextProps = { text: string; className?: string }

/** What somebody wrote. */
export function LogText({ text, className }: LogTextProps) {
  const plain = <PlainText text={text} className={className} />
  if (!mayBeMarkdown.test(text)) return plain
  return (
    <Suspense fallback={plain}>
      <Markdown text={text} className={className} />
    </Suspense>
  )
}

const mayBeMarkdown = /[*_`[\]<>\\&]|https?:|^\s*(?:#|[-+]\s|\d+[.)]\s|~~~|---)/m

function PlainText({ text, className = '' }: LogTextProps) {
  return <p className={`min-w-0 wrap-anywhere whitespace-pre-line ${className}`}>{text}</p>
}
