'use client'

import { CircleAlert } from 'lucide-react'
import { Moment } from '#components/incident/moment.tsx'
import { refusalWords } from '#components/incident/refusal-words.ts'
import { requestOf } from '#components/incident/request-of.ts'
import { useRoom } from '#components/incident/room.ts'
import type { CommandBody, Refused } from '#components/live/pending.ts'
import { Button } from '#components/ui/button.tsx'
import { milestoneWords } from '#lib/incident/words.ts'

const names: Record<CommandBody['type'], string> = {
  declare_incident: 'The incident was not declared',
  acknowledge: 'Not acknowledged',
  take_role: 'You did not get the role',
  assign_role: 'The role was not assigned',
  release_role: 'The role was not released',
  offer_command: 'Command was not offered',
  accept_command: 'You do not have command',
  decline_command: 'The offer was not declined',
  set_severity: 'The severity was not changed',
  set_status: 'The status was not changed',
  describe_impact: 'The impact was not changed',
  state_fact: 'The fact was not stated',
  add_link: 'The link was not added',
  log: 'Not logged',
  correct_entry: 'The entry was not corrected',
  resolve: 'Not resolved',
  close: 'Not closed',
  set_topic: 'The topic was not changed',
  pin_entry: 'The entry was not pinned',
  unpin_entry: 'The entry was not unpinned',
  add_label: 'The label was not added',
  remove_label: 'The label was not removed',
  set_milestone: 'The milestone was not set',
  undo_change: 'The change was not taken back',
  reopen: 'Not reopened',
  cancel: 'Not cancelled',
  merge_into: 'Not merged',
  nudge_commander: 'The Commander was not asked',
  draft_report: 'The report was not drafted',
  save_report_version: 'The version was not saved',
  approve_report: 'The report was not approved',
  send_report: 'The report was not sent',
  draft_post_mortem: 'The post-mortem was not drafted',
  save_post_mortem_version: 'The version was not saved',
  assign_post_mortem: 'The post-mortem was not assigned',
  review_post_mortem: 'No review was asked for',
  publish_post_mortem: 'The post-mortem was not published',
  attach_post_mortem: 'The post-mortem was not attached',
  send_post_mortem: 'The post-mortem was not sent',
  take_over_command: 'You do not have command',
  lapse_offer: 'The offer stands',
  redact_entry: 'The entry was not redacted',
  attach_file: 'The file was not attached',
  publish_update: 'The update was not published',
  draft_update: 'The draft was not kept',
  approve_update: 'The update was not published',
  return_update: 'The draft still waits',
  nudge_update: 'Nobody was asked',
  note_overdue_update: 'The update is not overdue',
  share_documents: 'The stakeholders’ page stays as it was',
}

/** What the server refused: why, what would be allowed, and the way on. Nothing that was typed is lost. */
export function RefusedNotices() {
  const { live } = useRoom()
  return live.refused.map((refused) => <RefusedNotice key={refused.pending.key} refused={refused} />)
}

function RefusedNotice({ refused }: { refused: Refused }) {
  const { live, edit, zone, now } = useRoom()
  const { isBack } = refused
  const { input, key } = refused.pending
  const { detail, fields, details } = refused.problem
  const isStale = 'yours' in details && 'now' in details
  const reasons = Object.values(fields).filter((field) => !detail.includes(field))
  const leave = () => live.discard(key)
  return (
    <div className="border-sev1 bg-sev1-soft mb-2 flex gap-2.5 rounded-sm border px-3 py-2" role="alert">
      <CircleAlert className="icon text-sev1-ink mt-[3px]" />
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere">
          <b className="font-semibold">{names[input.type]}.</b>{' '}
          {isStale ? (
            <Meanwhile details={details} />
          ) : (
            refusalWords([detail, ...reasons].join(' '), { zone, now })
          )}
        </p>
        {isStale && (
          <dl className="text-13 mt-1 grid grid-cols-[auto_1fr] gap-x-3">
            <dt className="text-ink-2">Yours</dt>
            <dd className="wrap-anywhere">
              <Value value={details.yours} />
            </dd>
            <dt className="text-ink-2">Now</dt>
            <dd className="wrap-anywhere">
              <Value value={details.now} />
            </dd>
          </dl>
        )}
        <div className="mt-1.5 flex flex-wrap gap-1.5">
          {isStale && (
            <Button
              size="small"
              onClick={() => {
                leave()
                const { basedOn: _, ...anyway } = input
                // The same command without the one optional field that every command has.
                live.send(anyway as CommandBody)
              }}
            >
              Apply mine anyway
            </Button>
          )}
          {(hasDialog(input) || (input.type === 'log' && !isBack)) && (
            <Button
              size="small"
              onClick={() => {
                leave()
                edit(input)
              }}
            >
              Edit…
            </Button>
          )}
          <Button size="small" variant="quiet" onClick={leave}>
            {input.type === 'log' ? 'Close' : 'Leave it as it is'}
          </Button>
        </div>
      </div>
    </div>
  )
}

const fieldNames: Record<string, string> = {
  ...milestoneWords,
  topic: 'the topic',
  who: 'who is affected',
  how: 'what customers see',
  severity: 'the severity',
  status: 'the status',
}

/** Whoever wrote this had not seen the newest value: both stand below. */
function Meanwhile({ details }: { details: Record<string, unknown> }) {
  return (
    <>
      Somebody said {fieldNames[String(details.field)] ?? 'something else'} in{' '}
      <a className="link" href={`#entry-${details.changedIn}`}>
        entry {String(details.changedIn)}
      </a>{' '}
      while you were writing. Look at both.
    </>
  )
}

/** What is logged goes back to the composer by itself, and a role is one press away; the others go to their dialog. */
function hasDialog(input: CommandBody): boolean {
  const request = requestOf(input)
  return request !== null && request.dialog !== 'role'
}

function Value({ value }: { value: unknown }) {
  const { zone, now } = useRoom()
  if (typeof value !== 'string') return valueWords(value)
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? (
    <Moment at={value} zone={zone} now={now} isExact />
  ) : (
    value
  )
}

function valueWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return 'Nothing'
  if ('text' in value) return String(value.text)
  return 'notYetKnown' in value ? 'Not yet known' : JSON.stringify(value)
}
