'use client'

import { createElement, Fragment, lazy, type ReactNode, Suspense } from 'react'
import { splitMentions } from '#components/incident/composer/mention.ts'
import { useRoom } from '#components/incident/room.ts'

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
  const { people } = useRoom()
  const named = (words: string) => withMentions(words, people)
  const plain = <PlainText text={text} named={named} className={className} />
  if (!mayBeMarkdown.test(text)) return plain
  return (
    <Suspense fallback={plain}>
      <Markdown text={text} named={named} className={className} />
    </Suspense>
  )
}

const mayBeMarkdown = /[*_`[\]<>\\&]|https?:|^\s*(?:#|[-+]\s|\d+[.)]\s|~~~|---)/m

type WordsProps = LogTextProps & { named: (words: string) => ReactNode }

function PlainText({ text, named, className = '' }: WordsProps) {
  return <p className={`min-w-0 wrap-anywhere whitespace-pre-line ${className}`}>{named(text)}</p>
}

/** Who is named with @ stands out; it stays text. */
function withMentions(words: string, people: readonly { name: string }[]): ReactNode {
  const parts = splitMentions(
    words,
    people.map(({ name }) => name),
  )
  if (parts.length === 1) return words
  const mark = (part: string) => (
    <strong className="bg-accent-soft rounded-xs px-0.5 font-semibold">{part}</strong>
  )
  return createElement(Fragment, null, ...parts.map((part, at) => (at % 2 === 0 ? part : mark(part))))
}
