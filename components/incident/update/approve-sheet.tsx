'use client'

import { useState } from 'react'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { PromiseMark } from '#components/incident/header/promise-mark.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { refusalWords } from '#components/incident/refusal-words.ts'
import { useRoom } from '#components/incident/room.ts'
import {
  needsNewTime,
  nextUpdateAt,
  publishLabel,
  type TimeFields,
} from '#components/incident/update/fields.ts'
import { NextField } from '#components/incident/update/next-field.tsx'
import { ReachPanel } from '#components/incident/update/reach-panel.tsx'
import { useLookAgain } from '#components/incident/update/use-look-again.ts'
import { useProposals } from '#components/incident/update/use-proposals.ts'
import { useReach } from '#components/incident/update/use-reach.ts'
import { unansweredWords, useUpdateSend } from '#components/incident/update/use-update-send.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { currentTime, useTicking } from '#components/ui/ticker.ts'
import { affectedStateNames, type UpdateDraft, updateStateNames } from '#lib/incident/public-updates.ts'

/** The second pair of eyes: reads the draft, sends it, changes it, or gives it back. */
export function ApproveSheet({ onClose }: { onClose: () => void }) {
  const { draft } = useRoom().live.confirmed.updates
  const sending = useUpdateSend()
  // The one that was opened: should another take its place, it is read first.
  const [opened] = useState(draft)
  if (!opened) return null
  const waits = draft?.seq === opened.seq ? draft : null
  // The stream may tell of what was done here before the answer does.
  if (!waits && !sending.isSending) {
    return (
      <Dialog open onClose={onClose} title="This draft no longer waits">
        <p>It was published, taken back, redacted, or another one took its place. The log says which.</p>
      </Dialog>
    )
  }
  return <Waiting draft={waits ?? opened} sending={sending} onClose={onClose} />
}

type WaitingProps = {
  draft: UpdateDraft
  sending: ReturnType<typeof useUpdateSend>
  onClose: () => void
}

function Waiting({ draft, sending: { send, isSending }, onClose }: WaitingProps) {
  const { live, zone, now, open } = useRoom()
  const { confirmed } = live
  const [isReturning, setReturning] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<{ reason?: string; trouble?: string; nextUpdateAt?: string }>({})
  const { sheet, look } = useLookAgain<HTMLDivElement>()
  const reach = useReach(confirmed.ref)
  const time = useNewTime(draft)
  const { last, published } = confirmed.updates
  // It may be out before the answer says so.
  const number = last && last.seq > draft.seq ? published : published + 1

  const give = async (command: CommandBody) => {
    setProblem({})
    const answer = await send(command)
    if (answer.kind === 'done') return onClose()
    look()
    if (answer.kind !== 'refused') return setProblem({ trouble: unansweredWords(answer) ?? '' })
    const { fields, detail } = answer.problem
    const words = (text: string) => refusalWords(text, { zone, now: currentTime() })
    setProblem(
      fields.nextUpdateAt ? { nextUpdateAt: words(fields.nextUpdateAt) } : { trouble: words(detail) },
    )
  }
  const approve = () => {
    const { at } = time
    if (time.isNeeded && at === null) {
      look()
      return setProblem({ nextUpdateAt: 'Give the time by which it comes.' })
    }
    void give({ type: 'approve_update', seq: draft.seq, ...(time.isNeeded && at && { nextUpdateAt: at }) })
  }
  const giveBack = () => {
    if (!isReturning || !reason.trim()) {
      look()
      setReturning(true)
      return setProblem(isReturning ? { reason: 'Say in a sentence what is missing.' } : {})
    }
    void give({ type: 'return_update', seq: draft.seq, reason: reason.trim() })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="sheet"
      title={`Approve update ${number}`}
      aside={<PromiseMark className="text-13 hidden sm:inline" />}
    >
      <div ref={sheet}>
        {problem.trouble && (
          <div data-answer tabIndex={-1}>
            <Notice kind="error" title={problem.trouble} />
          </div>
        )}
        <div className="gap-x-6 md:grid md:grid-cols-[minmax(0,1fr)_256px]">
          <div className="min-w-0">
            <p className="text-13 text-ink-2 mt-2">
              {draft.by.name} wrote this at <Moment at={draft.at} zone={zone} now={now} />. Nothing of it has
              gone out.
              {draft.corrects && ` It corrects update ${draft.corrects.number}.`}
            </p>
            <div className="border-accent mt-3 border-l-2 pl-4 wrap-anywhere">
              <p className="text-13 text-ink-2">
                <bdi>{draft.title}</bdi>. {updateStateNames[draft.state]}
              </p>
              <p className="serif text-20 mt-0.5 font-semibold" dir="auto">
                {draft.headline}
              </p>
              <p className="serif text-17 mt-1 whitespace-pre-wrap" dir="auto">
                {draft.text}
              </p>
              <ul className="text-13 text-ink-2 mt-1">
                {draft.affected.map(({ name, state }) => (
                  <li key={name}>
                    <bdi>{name}</bdi>: {affectedStateNames[state].toLowerCase()}
                  </li>
                ))}
              </ul>
              {draft.nextUpdateAt && !time.isNeeded && (
                <p className="text-13 text-ink-2 mt-1">
                  Next update by <Moment at={draft.nextUpdateAt} zone={zone} now={now} />
                </p>
              )}
            </div>
            {time.isNeeded && (
              <>
                <p className="mt-3">
                  The time it promises has passed while it waited. Say when the next one comes.
                </p>
                <NextField
                  update={{
                    fields: time.fields,
                    set: (part) => {
                      time.set(part)
                      setProblem({ ...problem, nextUpdateAt: undefined })
                    },
                    proposals: time.proposals,
                    errors: problem.nextUpdateAt ? { nextUpdateAt: problem.nextUpdateAt } : {},
                  }}
                />
              </>
            )}
            {isReturning && (
              <div className="mt-4">
                <ReasonField
                  label={`What ${draft.by.name} should change`}
                  value={reason}
                  data-answer
                  error={problem.reason}
                  onChange={(text) => {
                    setReason(text)
                    setProblem({ ...problem, reason: undefined })
                  }}
                />
              </div>
            )}
          </div>
          <ReachPanel reach={reach} />
        </div>
        <div className="bg-surface sticky bottom-0 z-10 -mx-5 mt-5 -mb-5 flex flex-wrap items-center gap-2 border-t px-5 py-3.5">
          <Button
            variant="primary"
            className="min-h-11 w-full sm:w-auto"
            working={isSending}
            onClick={approve}
          >
            {publishLabel(reach, number, 'Approve and publish')}
          </Button>
          <Button className="min-h-11" onClick={() => open({ dialog: 'update', draft: draft.seq })}>
            Edit
          </Button>
          <Button variant="quiet" className="min-h-11" working={isSending} onClick={giveBack}>
            {isReturning ? 'Give back with this reason' : 'Give back…'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** When the draft's own promise has passed: another one. */
function useNewTime(draft: UpdateDraft) {
  const { zone, now } = useRoom()
  const [fields, setFields] = useState<TimeFields>({ proposal: 1, ownTime: '' })
  const isNeeded = useTicking((at) => String(needsNewTime(draft, at)), now) === 'true'
  const proposals = useProposals()
  return {
    isNeeded,
    fields,
    proposals,
    set: (part: Partial<TimeFields>) => setFields({ ...fields, ...part }),
    at: nextUpdateAt(fields, proposals, zone),
  }
}
