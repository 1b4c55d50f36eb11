import { FileText, Hash } from 'lucide-react'
import type { ReactNode } from 'react'
import { VersionList } from '#components/document/version-list.tsx'
import { StandingSteps } from '#components/post-mortem/standing-steps.tsx'
import { Attention } from '#components/ui/attention.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Time } from '#components/ui/time.tsx'
import type { SavedVersion } from '#lib/document/model.ts'
import type { PostMortemState } from '#lib/incident/incident.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'

type PostMortemAsideProps = {
  postMortem: PostMortem
  state: PostMortemState
  /** The newest first. */
  versions: readonly SavedVersion[]
  now: number
  /** What this person may do next. */
  actions: ReactNode
  /** Changes owner, day and meeting, for those who may. */
  assign: ReactNode
  /** Whom it is sent to, and who got it. */
  sending?: ReactNode
}

/** Where it stands, whose it is and by when, its versions and its files. */
export function PostMortemAside(props: PostMortemAsideProps) {
  const { postMortem, state, versions, now, actions, assign, sending } = props
  const { edition, zone } = postMortem
  return (
    <aside className="space-y-6 pt-5 pb-8 lg:pl-8" aria-label="About this post-mortem">
      <section>
        <h2 className="sec mb-2.5">{edition.line}</h2>
        <StandingSteps state={state} versions={versions} zone={zone.name} now={now} />
        <div className="mt-3">{actions}</div>
      </section>
      <section>
        <h2 className="sec rule-sec">Owner</h2>
        <Whose postMortem={postMortem} state={state} now={now} />
        {assign}
      </section>
      {state.attached && (
        <section>
          <h2 className="sec rule-sec">Written elsewhere</h2>
          <p className="text-13 mt-1.5 wrap-anywhere">
            <a className="link" href={state.attached.url} target="_blank" rel="noopener noreferrer nofollow">
              {state.attached.title}
            </a>
          </p>
        </section>
      )}
      {sending}
      <Files reference={postMortem.ref} organisation={postMortem.organisation} />
      <VersionList
        versions={versions}
        address={`/incidents/${postMortem.ref}/post-mortem`}
        changed={edition.changed}
        zone={zone.name}
        now={now}
      />
    </aside>
  )
}

function Whose({ postMortem, state, now }: Pick<PostMortemAsideProps, 'postMortem' | 'state' | 'now'>) {
  const { owner, zone } = postMortem
  const { dueAt, meetingAt, published } = state
  const isOverdue = dueAt !== null && !published && Date.parse(dueAt) < now
  return (
    <>
      <p className="mt-1.5 flex items-center gap-2">
        {owner === null ? (
          <span className="text-ink-3">Nobody yet</span>
        ) : (
          <>
            <Avatar name={owner} />
            <span className="min-w-0 wrap-anywhere">{owner}</span>
          </>
        )}
      </p>
      <dl className="text-13 mt-1.5">
        <div className="flex justify-between gap-3 border-t py-1.5">
          <dt className="text-ink-2">Due</dt>
          <dd className={dueAt ? 'flex items-center gap-2' : 'text-ink-3'}>
            {isOverdue && <Attention>Overdue</Attention>}
            {dueAt ? <Time at={dueAt} zone={zone.name} format="day" now={now} /> : 'no day'}
          </dd>
        </div>
        <div className="flex justify-between gap-3 border-t py-1.5">
          <dt className="text-ink-2">Meeting</dt>
          <dd className={meetingAt ? '' : 'text-ink-3'}>
            {meetingAt ? <Time at={meetingAt} zone={zone.name} format="dayTime" now={now} /> : 'not set'}
          </dd>
        </div>
      </dl>
    </>
  )
}

function Files({ reference, organisation }: { reference: string; organisation: string }) {
  const address = `/api/v1/incidents/${reference}/post-mortem`
  return (
    <section className="no-print">
      <h2 className="sec rule-sec">Export</h2>
      <div className="mt-2.5 grid grid-cols-2 gap-2">
        <a className={buttonClass({})} href={`${address}.pdf`} download>
          <FileText className="icon" />
          PDF
        </a>
        <a className={buttonClass({})} href={`${address}.md`} download>
          <Hash className="icon" />
          Markdown
        </a>
      </div>
      <p className="text-12 text-ink-3 mt-1.5">Files are written in the time zone of {organisation}.</p>
    </section>
  )
}
