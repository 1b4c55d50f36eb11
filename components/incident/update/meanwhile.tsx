'use client'

import type { ReactNode } from 'react'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import type { Unseen } from '#components/incident/update/fields.ts'
import type { Update } from '#components/incident/update/use-update.ts'
import { Button } from '#components/ui/button.tsx'
import { type UpdateWords, updateStateNames } from '#lib/incident/public-updates.ts'

/** Something else was published, or waits for approval, since this one was begun: both are here, and nothing is lost. */
export function Meanwhile({ update, unseen }: { update: Update; unseen: Unseen }) {
  const { live, me, zone, now } = useRoom()
  const { last, draft } = unseen
  return (
    <section
      className="border-line mb-4 rounded-sm border px-3.5 py-3"
      role="alert"
      aria-label="Meanwhile"
      data-answer
      tabIndex={-1}
    >
      {last && (
        <Theirs words={last}>
          {last.by.id === me.id ? 'You' : last.by.name} published update {last.number} at{' '}
          <Moment at={last.at} zone={zone} now={now} /> while you were writing
        </Theirs>
      )}
      {draft && (
        <Theirs words={draft}>
          {draft.by.name} asked for approval of a draft at <Moment at={draft.at} zone={zone} now={now} />{' '}
          while you were writing
        </Theirs>
      )}
      <p className="text-13 text-ink-2">
        Yours stands below as you wrote it, and has not gone out.
        {draft && ' Once it is given, theirs waits no more.'}
      </p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        <Button size="small" onClick={() => update.set({ basedOn: live.confirmed.seq })}>
          {draft ? 'Go on with mine in its place' : `Go on with mine as update ${update.number}`}
        </Button>
        <Button size="small" variant="quiet" onClick={update.discard}>
          Discard mine
        </Button>
      </div>
    </section>
  )
}

function Theirs({ words, children }: { words: UpdateWords; children: ReactNode }) {
  return (
    <div className="mb-1.5">
      <h3 className="font-semibold">{children}</h3>
      <div className="border-accent mt-1.5 border-l-2 pl-3 wrap-anywhere">
        <p className="serif text-17 font-semibold" dir="auto">
          {words.headline}
        </p>
        <p className="serif text-17 whitespace-pre-wrap" dir="auto">
          {words.text}
        </p>
        <p className="text-13 text-ink-2">{updateStateNames[words.state]}</p>
      </div>
    </div>
  )
}
