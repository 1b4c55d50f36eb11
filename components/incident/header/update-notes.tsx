'use client'

import { Megaphone } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { NoteLine } from '#components/incident/header/note-line.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { fieldsOf, type UpdateFields, updatePlace } from '#components/incident/update/fields.ts'
import { notify } from '#components/incident/update/notify.ts'
import { NotifyMe } from '#components/incident/update/notify-me.tsx'
import { unansweredWords, useUpdateSend } from '#components/incident/update/use-update-send.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { leaveDraft } from '#components/live/use-draft.ts'
import { Attention } from '#components/ui/attention.tsx'
import { Button } from '#components/ui/button.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { commander, type Incident, isReadOnly } from '#lib/incident/incident.ts'
import { hasCommand } from '#lib/incident/policy.ts'
import {
  isAskedFor,
  type UpdateDraft,
  type UpdateWords,
  whoCommunicates,
} from '#lib/incident/public-updates.ts'
import { formatMoment } from '#lib/time/format.ts'

/** What waits of the public updates: a draft for the Commander, a word for those outside. */
export function UpdateNotes() {
  const { live } = useRoom()
  if (isReadOnly(live.confirmed)) return null
  const { draft } = live.confirmed.updates
  return (
    <>
      {draft && <DraftNote draft={draft} />}
      <ReturnedNote />
      <DueNote />
    </>
  )
}

function DraftNote({ draft }: { draft: UpdateDraft }) {
  const { live, me, zone, now, open } = useRoom()
  const { confirmed } = live
  const takeBack = useTakeBack(draft)
  const holder = commander(confirmed)
  useNotice(draft, holder?.id === me.id, {
    title: `${confirmed.ref}: an update waits for you`,
    body: `${draft.by.name} wrote it and asks you to approve it.`,
    open: () => open({ dialog: 'approve' }),
  })
  if (draft.by.id === me.id && holder?.id !== me.id) {
    return (
      <NoteLine>
        <Megaphone className="icon text-ink-3" />
        <span>
          Your update waits for {holder ? holder.name : 'a Commander'} since{' '}
          <Moment at={draft.at} zone={zone} now={now} />.
        </span>
        <Button size="small" working={takeBack.isSending} onClick={takeBack.run}>
          Take it back
        </Button>
        {takeBack.trouble && <span className="text-13 text-sev1-ink">{takeBack.trouble}</span>}
      </NoteLine>
    )
  }
  if (!hasCommand(me, confirmed)) return null
  return (
    <NoteLine>
      {holder?.id === me.id ? (
        <Attention icon={<Megaphone className="icon" />}>Update to approve</Attention>
      ) : (
        <Megaphone className="icon text-ink-3" />
      )}
      <span className="min-w-0 wrap-anywhere">
        {draft.by.name}: <span className="serif">“{draft.headline}”</span>
      </span>
      <Button size="small" onClick={() => open({ dialog: 'approve' })}>
        Read and approve…
      </Button>
    </NoteLine>
  )
}

/** The words come back to be gone on with. */
function useTakeBack(draft: UpdateDraft) {
  const { live, me, zone, open } = useRoom()
  const { send, isSending } = useUpdateSend()
  const [trouble, setTrouble] = useState<string | null>(null)
  const run = async () => {
    const answer = await send({ type: 'return_update', seq: draft.seq })
    if (answer.kind === 'done') {
      keepReturned(draft, me.id, live.confirmed, zone)
      return open({ dialog: 'update', draft: draft.seq })
    }
    setTrouble(answer.kind === 'refused' ? answer.problem.detail : unansweredWords(answer))
  }
  return { run: () => void run(), isSending, trouble }
}

type Returned = UpdateWords & Pick<UpdateDraft, 'seq' | 'corrects'>

/** In a place of its own, beside whatever was begun since; what was changed in it there already stays so. */
function keepReturned(draft: Returned, me: string, { ref, seq: basedOn }: Incident, zone: string): void {
  const now = currentTime()
  const keptAt = new Date(now).toISOString()
  leaveDraft<UpdateFields>(updatePlace(me, ref, draft.seq), (kept) => {
    return kept ?? { ...fieldsOf(draft, { corrects: draft.corrects?.seq, basedOn, now, zone }), keptAt }
  })
}

/** The Commander gave this person's draft back: why, and the way on. */
function ReturnedNote() {
  const { live, me, zone, now, open } = useRoom()
  const [seen, setSeen] = useState(0)
  const newest = live.entries.slice(-100)
  const entry = newest.findLast(isReturnTo(me.id))
  const isAnswered = newest.some(
    ({ seq, type, actor }) =>
      entry &&
      seq > entry.seq &&
      actor.id === me.id &&
      (type === 'update_drafted' || type === 'update_published'),
  )
  const draft = newest.findLast(
    ({ seq, type, actor }) => entry && seq < entry.seq && type === 'update_drafted' && actor.id === me.id,
  )
  const goOn = () => {
    if (entry) setSeen(entry.seq)
    if (draft?.type !== 'update_drafted' || draft.redacted) return open({ dialog: 'update' })
    keepReturned({ ...draft.payload, seq: draft.seq }, me.id, live.confirmed, zone)
    open({ dialog: 'update', draft: draft.seq })
  }
  useNotice(entry ?? null, entry !== undefined, {
    title: `${live.confirmed.ref}: your draft came back`,
    body: 'Read why, and go on with it.',
    open: goOn,
  })
  if (entry?.type !== 'update_returned' || isAnswered || seen === entry.seq) return null
  return (
    <NoteLine>
      <Megaphone className="icon text-ink-3" />
      <span className="min-w-0 wrap-anywhere">
        <b className="font-semibold">{entry.actor.name}</b> gave your draft back at{' '}
        <Moment at={entry.recordedAt} zone={zone} now={now} />: {entry.payload.reason}
      </span>
      <Button size="small" onClick={goOn}>
        Go on with it…
      </Button>
      <Button size="small" variant="quiet" onClick={() => setSeen(entry.seq)}>
        Leave it
      </Button>
    </NoteLine>
  )
}

const isReturnTo = (id: string) => (entry: ShownEntry) =>
  entry.type === 'update_returned' && entry.payload.to.id === id && entry.actor.id !== id

/** They were asked for the next word, or it is late: for whoever communicates. */
function DueNote() {
  const { live, me, zone, now, open } = useRoom()
  const { promise } = live.confirmed.updates
  const isMine = whoCommunicates(live.confirmed).some(({ id }) => id === me.id)
  const entry = live.entries
    .slice(-100)
    .findLast(({ type }) => type === 'update_nudged' || type === 'update_overdue')
  const isLate = promise?.missed != null
  const isAsked = isAskedFor(promise)
  const by = promise ? formatMoment(promise.dueAt, zone, now) : ''
  useNotice(entry ?? null, isMine && isAsked, {
    title: `${live.confirmed.ref}: ${isLate ? 'the update is overdue' : `an update is due by ${by}`}`,
    body: 'Say what is known, even if nothing is new, and when you speak again.',
    open: () => open({ dialog: 'update' }),
  })
  if (!promise || !isAsked || !isMine) return null
  return (
    <NoteLine>
      <Megaphone className="icon text-ink-3" />
      <span>
        {dueWords(promise.kind, isLate)} <Moment at={promise.dueAt} zone={zone} now={now} />. Say what is
        known, even if nothing is new.
      </span>
      <Button size="small" onClick={() => open({ dialog: 'update' })}>
        Write the update
      </Button>
      <NotifyMe />
    </NoteLine>
  )
}

/** Before anything was said nobody outside was told by when. */
function dueWords(kind: 'first' | 'next', isLate: boolean): string {
  if (kind === 'first') return isLate ? 'The first update was due by' : 'The first update is due by'
  return isLate ? 'Those outside were told to hear from us by' : 'Those outside hear from us by'
}

type Said = { title: string; body: string; open: () => void }

/** The browser's own notification, once for each entry that came while this page stood open. */
function useNotice(
  entry: { seq: number; at?: string; recordedAt?: string } | null,
  isMine: boolean,
  said: Said,
): void {
  const { live, now } = useRoom()
  const { ref } = live.confirmed
  const latest = useRef(said)
  useEffect(() => {
    latest.current = said
  })
  const seq = entry?.seq
  const isNew = entry !== null && Date.parse(entry.recordedAt ?? entry.at ?? '') > now
  useEffect(() => {
    if (seq === undefined || !isNew || !isMine) return
    const { title, body, open } = latest.current
    notify(title, { body, tag: `sitrep:${ref}:${seq}`, open })
  }, [seq, isNew, isMine, ref])
}
