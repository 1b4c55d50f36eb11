'use client'

import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { TextDifference } from '#components/document/text-difference.tsx'
import type { Writing } from '#components/document/writing.ts'
import { Button } from '#components/ui/button.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import type { WorkingSection } from '#lib/document/model.ts'

type ConflictPanelProps = {
  writing: Writing
  theirs: WorkingSection
  mine: string
  /** The name of whoever writes here. */
  me: string
  zone: string
}

/** Two people wrote the same section: both texts, what differs, and three ways on. Neither is lost by any of them. */
export function ConflictPanel({ writing, theirs, mine, me, zone }: ConflictPanelProps) {
  const [isJoined, setJoined] = useState(false)
  const { editedBy, editedAt, text, composedThen } = theirs
  const other = text ?? composedThen
  const isMe = editedBy === me
  const join = async () => {
    const { joinedOf } = await import('#lib/document/difference/model.ts')
    writing.write(joinedOf(other, mine))
    setJoined(true)
  }
  return (
    <Notice
      kind="error"
      icon={<UsersRound className="icon" />}
      title={
        <>
          {isMe ? 'You' : editedBy} saved this section{isMe && ' in another tab or on another device'} at{' '}
          <Time at={editedAt} zone={zone} />, while you were writing.
        </>
      }
    >
      <p>Both texts are here. Nothing is saved until you choose.</p>
      <div className="mt-3 grid gap-4 lg:grid-cols-2">
        <Side title={`What ${editedBy} saved`} text={other} isLog={text === null} />
        <Side title={isJoined ? 'What you are joining' : 'What you wrote'} text={mine} isLog={false} />
      </div>
      <details className="mt-3">
        <summary className="text-accent-ink min-h-6 cursor-pointer underline underline-offset-2">
          What differs
        </summary>
        <div className="text-ink mt-2">
          <TextDifference before={other} after={mine} label={`From the text of ${editedBy} to yours`} />
        </div>
      </details>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" variant="primary" onClick={writing.takeMine}>
          {isJoined ? 'Save the joined text' : 'Keep mine'}
        </Button>
        <Button size="small" onClick={writing.takeTheirs}>
          Take theirs
        </Button>
        {!isJoined && (
          <Button size="small" onClick={() => void join()}>
            Join both, then edit
          </Button>
        )}
      </div>
    </Notice>
  )
}

function Side({ title, text, isLog }: { title: string; text: string; isLog: boolean }) {
  return (
    <section aria-label={title} className="bg-surface text-ink border-line min-w-0 rounded-sm border p-3">
      <h4 className="text-13 text-ink-2 mb-1 font-semibold">{title}</h4>
      {isLog && <p className="text-13 text-ink-2 mb-1">As the log has it.</p>}
      <div className="max-h-80 overflow-y-auto" tabIndex={-1}>
        {text.trim() === '' ? <p className="text-ink-3">Nothing.</p> : <Markdown text={text} />}
      </div>
    </section>
  )
}
