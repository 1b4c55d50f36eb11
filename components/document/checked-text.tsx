'use client'

import type { RefObject } from 'react'
import { WritingMarks } from '#components/document/writing-marks.tsx'
import { checkWriting, type WritingContext } from '#lib/writing/model.ts'

type CheckedTextProps = {
  text: string
  context: WritingContext
  editor: RefObject<HTMLTextAreaElement | null>
}

/** What of a text would read better. Loaded with the first editor that wants it. */
export default function CheckedText({ text, context, editor }: CheckedTextProps) {
  return <WritingMarks text={text} marks={checkWriting(text, context)} editor={editor} />
}
