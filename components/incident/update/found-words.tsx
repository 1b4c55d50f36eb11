'use client'

import type { RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { PublicMark } from '#lib/writing/public/model.ts'

type FoundWordsProps = {
  text: string
  marks: readonly PublicMark[]
  editor: RefObject<HTMLTextAreaElement | null>
  /** What was found in the other fields. */
  others: readonly { where: string; words: string; marks: readonly PublicMark[] }[]
}

const most = 6

/** Each passage that outsiders would not understand, and what would read better. Nothing here holds anybody back. */
export function FoundWords({ text, marks, editor, others }: FoundWordsProps) {
  const rows = [
    ...others.flatMap(({ where, words, marks }, field) =>
      marks.map((mark) => ({ ...mark, field, where, passage: words.slice(mark.from, mark.to) })),
    ),
    ...marks.map((mark) => ({ ...mark, field: null, where: null, passage: text.slice(mark.from, mark.to) })),
  ]
  if (rows.length === 0) return null
  return (
    <ul className="text-13 text-ink-2 divide-rule mt-1 divide-y" aria-label="What would read better outside">
      {rows.slice(0, most).map(({ from, to, field, where, passage, says }) => (
        <li key={`${field}:${from}`} className="flex items-start gap-3 py-1.5">
          <p className="min-w-0 flex-1 wrap-anywhere">
            <b className="text-ink font-semibold">“{passage}”</b>
            {where && ` in ${where}`}. {says}
          </p>
          {where === null && (
            <Button
              size="small"
              variant="quiet"
              className="flex-none"
              onClick={() => {
                editor.current?.focus()
                editor.current?.setSelectionRange(from, to)
              }}
            >
              Show<span className="vh"> “{passage}” in the text</span>
            </Button>
          )}
        </li>
      ))}
      {rows.length > most && <li className="py-1.5">and {rows.length - most} more</li>}
    </ul>
  )
}
