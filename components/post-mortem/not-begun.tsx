import type { ReactNode } from 'react'
import { Attention } from '#components/ui/attention.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Instant, PostMortemState, Severity } from '#lib/incident/incident.ts'

type NotBegunProps = {
  state: PostMortemState
  severity: Severity
  /** Who owes it: its owner, else the Commander. */
  owes: string | null
  /** Known once the incident is resolved. */
  dueAt: Instant | null
  zone: string
  now: number
  /** What begins it, for those who may. */
  children: ReactNode
}

/** Before anything is written: who owes it, by when, and the way to begin. */
export function NotBegun({ state, severity, owes, dueAt, zone, now, children }: NotBegunProps) {
  const { attached, waived } = state
  const isOwed = !attached && !waived && severity !== 'SEV3'
  return (
    <section className="max-w-[62ch]" aria-labelledby="h-not-begun">
      <h2 id="h-not-begun" className="headline text-24">
        {attached ? 'Written elsewhere' : waived ? 'No post-mortem' : 'Not begun yet'}
      </h2>
      {attached && (
        <p className="mt-2 wrap-anywhere">
          It was attached:{' '}
          <a className="link" href={attached.url} target="_blank" rel="noopener noreferrer nofollow">
            {attached.title}
          </a>
        </p>
      )}
      {waived && (
        <p className="mt-2 wrap-anywhere">It was waived when the incident was closed: {waived.reason}</p>
      )}
      {isOwed && (
        <p className="mt-2 wrap-anywhere">
          {owes ? <b className="font-semibold">{owes}</b> : 'Nobody yet'}{' '}
          {owes ? 'owes it' : 'owes it: choose who'}
          {dueAt ? (
            <>
              {' '}
              by <Time at={dueAt} zone={zone} format="day" now={now} />.{' '}
              {Date.parse(dueAt) < now && <Attention>Overdue</Attention>}
            </>
          ) : (
            `, within ${severity === 'SEV1' ? '3 days' : '5 working days'} after the incident is resolved.`
          )}
        </p>
      )}
      {!isOwed && !attached && !waived && (
        <p className="mt-2">
          A {severity} owes none. It may be written all the same, where there is something to learn.
        </p>
      )}
      <p className="text-ink-2 mt-2">
        It begins from the log: timeline, detection, impact and participants are filled in. What only people
        can judge is left blank.
      </p>
      {children}
    </section>
  )
}
