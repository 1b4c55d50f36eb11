'use client'

import { Attached } from '#components/incident/log/attached-body.tsx'
import { Late, Quiet, Words } from '#components/incident/log/entry-frame.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { answerWords, wordsOf } from '#components/incident/log/entry-words.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import { Logged } from '#components/incident/log/logged-body.tsx'
import { Redacted } from '#components/incident/log/redacted.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import { milestoneWords, roleNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'

type BodyProps<Entry> = Omit<EntryRowProps, 'entry'> & { entry: Entry }

/** The words of an entry: first what, by whom, from where; then what was written. */
export function EntryBody(props: EntryRowProps) {
  const { amended, entry, zone } = props
  if (amended?.redacted || entry.redacted) return <Redacted by={amended?.redacted ?? null} {...props} />
  return (
    <>
      <Said {...props} />
      {amended?.undone && (
        <p className="text-13 text-ink-3">
          Taken back by {amended.undone.by} <Time at={amended.undone.at} zone={zone} />
        </p>
      )}
    </>
  )
}

function Said(props: EntryRowProps) {
  const { entry } = props
  switch (entry.type) {
    case 'incident_reported': {
      const { reportedBy, source } = entry.payload
      return (
        <Words {...props} what="Report" by={reportedBy} note={source}>
          <LogText text={wordsOf(entry, props.amended?.corrections).now} />
        </Words>
      )
    }
    case 'logged':
      return <Logged {...props} entry={entry} />
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
    case 'acknowledged':
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> acknowledged{' '}
          <span className="text-ink-3">after {durationBetween(props.reportedAt, entry.occurredAt)}</span>
        </Quiet>
      )
    case 'role_taken':
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> is {roleNames[entry.payload.role]}
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
  if ('reason' in payload) return payload.reason
  if (!('overridden' in payload)) return null
  const { overridden, changes } = payload
  return [overridden && `Sent with gaps: ${overridden}`, changes].filter(Boolean).join(' ') || null
}

/** The entry's sentence; who did it stands out where it begins with them. */
function Sentence({ entry }: Pick<EntryRowProps, 'entry'>) {
  const { actor, sentence } = entry
  if (!sentence.startsWith(actor.name)) return sentence
  return (
    <>
      <b className="font-semibold">{actor.name}</b>
      {sentence.slice(actor.name.length)}
    </>
  )
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
