import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { methodName, type SessionRow } from '#lib/people/model.ts'

type SessionListProps = {
  sessions: readonly SessionRow[]
  /** The session that looks at this list, by its hash. */
  present: string
  /** Whose they are, when they are not one's own. */
  owner?: string
  end: FormAction
  zone: string
  now: number
}

/** Browsers in which somebody is signed in, each with its way out. */
export function SessionList({ sessions, present, owner, end, zone, now }: SessionListProps) {
  if (sessions.length === 0) {
    return <EmptyState title="Signed in nowhere">A session appears here when they sign in.</EmptyState>
  }
  return (
    <ul className="border-t">
      {sessions.map((session) => {
        const browser = session.browser ?? 'A browser that does not say which'
        const began = <Time at={session.createdAt} zone={zone} now={now} format="dayTime" />
        return (
          <li key={session.hash} className="flex min-h-14 items-center gap-3 border-b py-2">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-semibold">
                {browser}
                {session.hash === present && <Chip>This browser</Chip>}
              </p>
              <p className="text-13 text-ink-2">
                {['Signed in', methodName(session.method)].filter(Boolean).join(' ')}: {began}. Last seen:{' '}
                <Time at={session.seenAt} zone={zone} now={now} format="dayTime" />.
              </p>
            </div>
            {session.hash !== present && (
              <ConfirmForm
                action={end}
                fields={{ session: session.hash }}
                label="End"
                name={`End the session ${session.browser ?? 'in an unknown browser'}`}
                title="End this session"
                lead={`${browser} is signed out at once${owner ? ` for ${owner}` : ''}, open pages included.`}
                confirm="End session"
                keep="Keep it"
                done={`The session ${session.browser ? `in ${session.browser}` : 'in an unknown browser'} is ended.`}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
