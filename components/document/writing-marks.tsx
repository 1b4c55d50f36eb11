'use client'

import type { RefObject } from 'react'
import { inOrder } from '#components/report/in-order.ts'
import { Button } from '#components/ui/button.tsx'
import { around, type Mark } from '#lib/writing/model.ts'

type WritingMarksProps = {
  /** The text that was checked, and what came of it (`checkWriting`). */
  text: string
  marks: readonly Mark[]
  /** Where the text is being written. */
  editor: RefObject<HTMLTextAreaElement | null>
}

const MOST = 20

/** What would read better, beside the text. Each line leads to its passage; nothing here holds anybody back. */
export function WritingMarks({ text, marks, editor }: WritingMarksProps) {
  if (marks.length === 0) return null
  const shown = marks.slice(0, MOST)
  const title =
    marks.length === 1 ? 'One passage may read better' : `${marks.length} passages may read better`
  return (
    <section aria-label={title} className="text-13 text-ink-2">
      <h4 className="text-ink font-semibold">{title}</h4>
      <ul className="divide-rule mt-1 divide-y">
        {inOrder(shown, (mark) => (
          <li className="flex items-start gap-3 py-2">
            <p className="min-w-0 flex-1 wrap-anywhere">
              <b className="text-ink font-semibold">“{text.slice(mark.from, mark.to)}”</b> in “
              {around(text, mark)}”<span className="block">{mark.says}</span>
            </p>
            <Button
              size="small"
              variant="quiet"
              className="flex-none"
              onClick={() => select(editor.current, mark)}
            >
              Show<span className="sr-only"> “{text.slice(mark.from, mark.to)}” in the text</span>
            </Button>
          </li>
        ))}
      </ul>
      {marks.length > MOST && (
        <p className="mt-1">The other {marks.length - MOST} show when these are mended.</p>
      )}
    </section>
  )
}

/** Focus comes last: with it the browser scrolls to what is selected. */
function select(editor: HTMLTextAreaElement | null, { from, to }: Mark): void {
  if (!editor) return
  editor.blur()
  editor.setSelectionRange(from, to)
  editor.focus()
}
