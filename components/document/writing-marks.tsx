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

/** Selects the passage and brings it into sight. */
function select(editor: HTMLTextAreaElement | null, { from, to }: Mark): void {
  if (!editor) return
  editor.focus({ preventScroll: true })
  editor.setSelectionRange(from, to)
  editor.scrollTop = heightUpTo(editor, to) - editor.clientHeight / 2
  editor.scrollIntoView({ block: 'nearest' })
}

/** How far down a place of the text is. No browser says so: a copy that ends there is as high. */
function heightUpTo(editor: HTMLTextAreaElement, place: number): number {
  const copy = document.createElement('textarea')
  copy.className = editor.className
  copy.value = editor.value.slice(0, place)
  copy.tabIndex = -1
  copy.setAttribute('aria-hidden', 'true')
  Object.assign(copy.style, { position: 'absolute', visibility: 'hidden', height: '0', minHeight: '0' })
  copy.style.width = `${editor.offsetWidth}px`
  editor.after(copy)
  const height = copy.scrollHeight
  copy.remove()
  return height
}
