'use client'

import type { ReactNode, RefObject } from 'react'
import { WritingMarks } from '#components/document/writing-marks.tsx'
import { checkWriting, type WritingContext } from '#lib/writing/model.ts'

type CheckedTextProps = {
  text: string
  /** What the log says: its times are in the zone that the document names. */
  composed: string
  context: WritingContext
  editor: RefObject<HTMLTextAreaElement | null>
}

/** What of a text would read better. Loaded with the first editor that wants it. */
export default function CheckedText({ text, composed, context, editor }: CheckedTextProps): ReactNode {
  const marks = checkWriting(text, context).filter(
    ({ kind, from, to }) => kind !== 'time_without_zone' || !composed.includes(text.slice(from, to)),
  )
  return <WritingMarks text={text} marks={marks} editor={editor} />
}
