'use client'

import { alsoInWords } from '#components/incident/log/also-in.ts'
import { Attached } from '#components/incident/log/attached-body.tsx'
import { Late, Quiet, Words } from '#components/incident/log/entry-frame.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { Sentence } from '#components/incident/log/entry-sentence.tsx'
import { answerWords, wordsOf } from '#components/incident/log/entry-words.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import { Draft, Overdue, Published } from '#components/incident/log/update-body.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import { listWords, milestoneWords } from '#lib/incident/words.ts'

type BodyProps<Entry> = Omit<EntryRowProps, 'entry'> & { entry: Entry }

/** The words of the entries of which most logs have few. */
export default function Seldom(props: EntryRowProps) {
  const { entry } = props
  switch (entry.type) {
    case 'update_published':
      return <Published {...props} entry={entry} />
    case 'update_drafted':
      return <Draft {...props} entry={entry} />
    case 'update_nudged':
      return (
        <Quiet {...props}>
          Reminded {listWords(entry.payload.to.map(({ name }) => name))} that an update is due by{' '}
          <Moment at={entry.payload.dueAt} zone={props.zone} now={Date.parse(entry.recordedAt)} />
        </Quiet>
      )
    case 'update_overdue':
      return <OpenOverdue {...props} entry={entry} />
    case 'severity_changed':
      return <SeverityChange {...props} entry={entry} />
    case 'fact_stated':
      return (
        <Words {...props} what={entry.payload.fact === 'cause' ? 'Cause' : 'Now'} by={entry.actor.name}>
          <LogText text={wordsOf(entry, props.amended?.corrections).now} />
        </Words>
      )
    case 'solution_stated':
      return (
        <Words {...props} what="Solution" by={entry.actor.name}>
          <LogText text={wordsOf(entry, props.amended?.corrections).now} />
        </Words>
      )
    case 'impact_described':
      return <Impact {...props} entry={entry} />
    case 'entry_corrected':
    case 'entry_redacted':
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b>{' '}
          {entry.type === 'entry_redacted' ? 'redacted' : 'corrected'}{' '}
          <a className="link" href={`#entry-${entry.corrects}`}>
            entry {entry.corrects}
          </a>{' '}
          <span className="text-ink-3">{entry.payload.reason}</span>
          {entry.type === 'entry_redacted' && entry.payload.alsoIn.length > 0 && (
            <> ({alsoInWords(entry.payload.alsoIn)})</>
          )}
        </Quiet>
      )
    case 'link_added':
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> added a link:{' '}
          <a className="link" href={entry.payload.url} target="_blank" rel="noopener noreferrer">
            {entry.payload.title}
          </a>
        </Quiet>
      )
    case 'milestone_set': {
      const { milestone, to, reason } = entry.payload
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> set {milestoneWords[milestone]} to{' '}
          {to ? <Moment at={to} zone={props.zone} now={Date.parse(entry.occurredAt)} isExact /> : 'unknown'}{' '}
          <span className="text-ink-3">{reason}</span>
        </Quiet>
      )
    }
    case 'update_returned':
    case 'command_declined':
    case 'command_taken_over':
    case 'merged_into':
    case 'post_mortem_waived':
      return (
        <Quiet {...props}>
          <Sentence entry={entry} />
          {entry.payload.reason && <span className="text-ink-3"> {entry.payload.reason}</span>}
        </Quiet>
      )
    case 'report_drafted':
    case 'report_version_saved':
    case 'report_approved':
    case 'report_sent':
    case 'post_mortem_drafted':
    case 'post_mortem_version_saved':
    case 'post_mortem_reviewed':
    case 'post_mortem_published':
    case 'post_mortem_sent':
      return (
        <Quiet {...props}>
          <VersionSentence entry={entry} />
          {reasonOf(entry) && <span className="text-ink-3"> {reasonOf(entry)}</span>}
        </Quiet>
      )
    case 'post_mortem_attached':
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> attached the post-mortem:{' '}
          <a className="link" href={entry.payload.url} target="_blank" rel="noopener noreferrer">
            {entry.payload.title}
          </a>
        </Quiet>
      )
    case 'file_attached':
      return <Attached {...props} entry={entry} />
    case 'merged_from': {
      const { ref, topic } = entry.payload.source
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> merged{' '}
          <a className="link" href={`/incidents/${ref}?log=own`}>
            {ref}
          </a>{' '}
          into this incident <span className="text-ink-3">{topic}</span>
        </Quiet>
      )
    }
    case 'topic_changed':
      return (
        <Words {...props} what="Topic" by={entry.actor.name}>
          <p className="wrap-anywhere">{entry.payload.to}</p>
          <p className="text-ink-3 wrap-anywhere">Before: {entry.payload.from}</p>
        </Words>
      )
    case 'entry_pinned':
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> pinned{' '}
          <a className="link" href={`#entry-${entry.payload.seq}`}>
            entry {entry.payload.seq}
          </a>
        </Quiet>
      )
    case 'command_offered':
      return (
        <Quiet {...props}>
          <Sentence entry={entry} />
          <details>
            <summary className="text-13 text-ink-3">The brief</summary>
            <div className="whitespace-pre-wrap">{entry.payload.brief}</div>
          </details>
        </Quiet>
      )
    default:
      return (
        <Quiet {...props}>
          <Sentence entry={entry} />
        </Quiet>
      )
  }
}

type VersionEntry = EntryOf<
  | 'report_drafted'
  | 'report_version_saved'
  | 'report_approved'
  | 'report_sent'
  | 'post_mortem_drafted'
  | 'post_mortem_version_saved'
  | 'post_mortem_reviewed'
  | 'post_mortem_published'
  | 'post_mortem_sent'
>

/** The sentence with its version as the way to it. */
function VersionSentence({ entry }: { entry: VersionEntry & EntryRowProps['entry'] }) {
  const { ref } = useRoom().live.incident
  const { actor, sentence, type, payload } = entry
  const version = `version ${payload.version}`
  const at = sentence.indexOf(version)
  const document = type.startsWith('report') ? 'report' : 'post-mortem'
  return (
    <>
      <b className="font-semibold">{actor.name}</b>
      {sentence.slice(actor.name.length, at)}
      <a className="link" href={`/incidents/${ref}/${document}?version=${payload.version}`}>
        {version}
      </a>
      {sentence.slice(at + version.length)}
    </>
  )
}

function reasonOf({ payload }: VersionEntry): string | null {
  if (!('brief' in payload)) return 'reason' in payload ? payload.reason : null
  const { reason, brief } = payload
  return [reason && `Sent with gaps: ${reason}`, brief].filter(Boolean).join(' ') || null
}

function SeverityChange(props: BodyProps<EntryOf<'severity_changed'> & EntryRowProps['entry']>) {
  const { entry, kind } = props
  const { from, to, reason } = entry.payload
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-1.5">
        <b className="font-semibold">Severity</b>
        <SeverityBadge severity={from} kind={kind} />
        <span className="text-ink-3">to</span>
        <SeverityBadge severity={to} kind={kind} />
        <span>
          <span className="text-ink-2">by</span> <b className="font-semibold">{entry.actor.name}</b>{' '}
          <Late entry={entry} />
        </span>
      </p>
      {reason && <LogText text={reason} />}
    </>
  )
}

function Impact(props: BodyProps<EntryOf<'impact_described'> & EntryRowProps['entry']>) {
  const { who, how, startedAt } = props.entry.payload
  return (
    <Words {...props} what="Impact" by={props.entry.actor.name}>
      {how && <ImpactLine name="What customers see" words={answerWords(how)} />}
      {who && <ImpactLine name="Who is affected" words={answerWords(who)} />}
      {startedAt && (
        <p>
          <span className="text-ink-3">Impact began:</span>{' '}
          <Time at={startedAt} zone={props.zone} format="clock" />
        </p>
      )}
    </Words>
  )
}

function ImpactLine({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <span className="text-ink-3">{name}</span>
      <LogText text={words} />
    </div>
  )
}

/** Whether the promise of this entry is the one that still waits. */
function OpenOverdue(props: BodyProps<EntryOf<'update_overdue'> & EntryRowProps['entry']>) {
  const { promise } = useRoom().live.incident.updates
  return <Overdue {...props} isOpen={promise?.missed === props.entry.seq} />
}
