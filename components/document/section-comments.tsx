'use client'

import { Check, MessageSquare, RotateCcw } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { postJson } from '#components/document/post-json.ts'
import { addressOf } from '#components/live/server.ts'
import { useDraft } from '#components/live/use-draft.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextArea } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Comment, SectionName } from '#lib/document/model.ts'

type SectionCommentsProps = {
  incidentRef: string
  section: SectionName
  title: string
  comments: readonly Comment[]
  personId: string
  /** Renders the page anew. */
  renew: () => Promise<unknown>
  mayComment: boolean
  zone: string
  now: number
}

/** What reviewers said of a section: open ones in sight, resolved ones folded. Nothing of it is ever deleted. */
export function SectionComments(props: SectionCommentsProps) {
  const { comments, title, mayComment } = props
  const open = comments.filter(({ resolvedAt }) => resolvedAt === null)
  const resolved = comments.filter(({ resolvedAt }) => resolvedAt !== null)
  if (comments.length === 0 && !mayComment) return null
  return (
    <section className="no-print text-14 mt-2 max-w-[62ch]" aria-label={`Comments on ${title}`}>
      {open.length > 0 && (
        <>
          <p className="text-13 text-ink-2 mb-1">
            {open.length === 1 ? '1 open comment' : `${open.length} open comments`}
          </p>
          <CommentList {...props} shown={open} />
        </>
      )}
      {resolved.length > 0 && (
        <details className="mt-1">
          <summary className="text-13 text-ink-3 min-h-6 cursor-pointer">{resolved.length} resolved</summary>
          <CommentList {...props} shown={resolved} />
        </details>
      )}
      {mayComment && <AddComment {...props} />}
    </section>
  )
}

function CommentList({ shown, ...props }: SectionCommentsProps & { shown: readonly Comment[] }) {
  return (
    <ul className="space-y-2">
      {shown.map((comment) => (
        <OneComment key={comment.id} comment={comment} {...props} />
      ))}
    </ul>
  )
}

function OneComment({ comment, renew, mayComment, zone, now }: SectionCommentsProps & { comment: Comment }) {
  const { send, isSending, problem } = useSending(renew)
  const { id, by, at, text, resolvedBy, resolvedAt } = comment
  const isOpen = resolvedAt === null
  const settle = () => void send(`/api/v1/comments/${id}`, { resolved: isOpen })
  return (
    <li className="border-rule-2 flex gap-2 border-l-2 pl-3">
      <Avatar name={by} />
      <div className="min-w-0 flex-1">
        <p className="text-13 text-ink-2 wrap-anywhere">
          <b className="text-ink font-semibold">{by}</b>{' '}
          <Time at={at} zone={zone} format="dayTime" now={now} />
        </p>
        <Markdown text={text} />
        {resolvedAt && (
          <p className="text-13 text-ink-3">
            Resolved by {resolvedBy}, <Time at={resolvedAt} zone={zone} format="dayTime" now={now} />
          </p>
        )}
        {problem && <FieldError>{problem}</FieldError>}
      </div>
      {mayComment && (
        <Button
          size="small"
          variant="quiet"
          className="flex-none self-start"
          working={isSending}
          onClick={settle}
          aria-label={`${isOpen ? 'Resolve' : 'Reopen'} the comment of ${by}: ${text.slice(0, 60)}`}
        >
          {isOpen ? <Check className="icon icon-sm" /> : <RotateCcw className="icon icon-sm" />}
          {isOpen ? 'Resolve' : 'Reopen'}
        </Button>
      )}
    </li>
  )
}

function AddComment({ incidentRef, section, title, personId, renew }: SectionCommentsProps) {
  const [isOpen, setOpen] = useState(false)
  const { draft, write, clear } = useDraft(`${personId}:${incidentRef}:comment-${section}`, '')
  const { send, isSending, problem } = useSending(renew)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (isOpen) document.getElementById(id)?.focus()
  }, [isOpen, id])
  const close = () => {
    setOpen(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (!isOpen) {
    return (
      <Button
        ref={button}
        size="small"
        variant="quiet"
        className="text-ink-2 -ml-2"
        aria-label={`Comment on ${title}`}
        onClick={() => setOpen(true)}
      >
        <MessageSquare className="icon icon-sm" />
        {draft ? 'Go on with your comment' : 'Comment'}
      </Button>
    )
  }
  const address = `${addressOf(incidentRef)}/documents/post-mortem/comments`
  return (
    <form
      className="mt-2 space-y-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
      onSubmit={async (event) => {
        event.preventDefault()
        const text = draft.trim()
        if (text === '' || !(await send(address, { section, text }))) return
        clear()
        close()
      }}
    >
      <TextArea
        id={id}
        label={`Comment on ${title}`}
        rows={2}
        maxLength={20_000}
        value={draft}
        error={problem ?? undefined}
        onChange={(event) => write(event.target.value)}
      />
      <span className="flex justify-end gap-2">
        <Button size="small" variant="quiet" onClick={close}>
          Not now
        </Button>
        <Button size="small" variant="primary" type="submit" working={isSending}>
          Comment
        </Button>
      </span>
    </form>
  )
}

/** Sends, and shows the page anew when it went through. */
function useSending(renew: SectionCommentsProps['renew']) {
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const send = async (address: string, body: unknown): Promise<boolean> => {
    setSending(true)
    setProblem(null)
    const refused = await postJson(address, body)
    setProblem(refused)
    // Without a connection it shows with the next answer of the server.
    if (refused === null) await renew().catch(() => undefined)
    setSending(false)
    return refused === null
  }
  return { send, isSending, problem }
}
