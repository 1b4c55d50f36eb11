'use client'

import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { CorrectionMark } from '#components/incident/log/correction-mark.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import {
  answerWords,
  changeDuration,
  changeParts,
  kindWords,
  lateness,
  wordsOf,
} from '#components/incident/log/entry-words.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import { roleNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'

type BodyProps<Entry> = Omit<EntryRowProps, 'entry'> & { entry: Entry }

/** The words of an entry: first what, by whom, from where; then what was written. */
export function EntryBody(props: EntryRowProps) {
  const { entry } = props
  switch (entry.type) {
    case 'incident_reported': {
      const { reportedBy, source } = entry.payload
      return (
        <Words {...props} what="Report" by={reportedBy} note={source}>
          <LogText text={wordsOf(entry, props.corrections).now} />
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
          <LogText text={wordsOf(entry, props.corrections).now} />
        </Words>
      )
    case 'solution_stated':
      return (
        <Words {...props} what="Solution" by={entry.actor.name}>
          <LogText text={wordsOf(entry, props.corrections).now} />
        </Words>
      )
    case 'impact_described':
      return <Impact {...props} entry={entry} />
    case 'entry_corrected':
      return (
        <Quiet {...props}>
          <b className="font-semibold">{entry.actor.name}</b> corrected{' '}
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
    case 'command_declined':
      return (
        <Quiet {...props}>
          {entry.sentence}
          {entry.payload.reason && <span className="text-ink-3"> {entry.payload.reason}</span>}
        </Quiet>
      )
    case 'command_offered':
      return (
        <Quiet {...props}>
          {entry.sentence}
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
      return <Quiet {...props}>{entry.sentence}</Quiet>
  }
}

/** A one-liner that nobody has to stop at. */
function Quiet({ children, ...props }: EntryRowProps & { children: ReactNode }) {
  return (
    <div className="text-ink-2">
      {children} <Late entry={props.entry} />
    </div>
  )
}

type WordsProps = EntryRowProps & {
  what?: ReactNode
  by: string
  note?: string | undefined
  children: ReactNode
}

/** Something that was written, under a line that says what it is and whose. */
function Words({ what, by, note, children, ...props }: WordsProps) {
  const { entry, corrections, zone } = props
  return (
    <>
      <p>
        {what ? (
          <>
            <b className="font-semibold">{what}</b> by <b className="font-semibold">{by}</b>
          </>
        ) : (
          <b className="font-semibold">{by}</b>
        )}{' '}
        {note && <span className="text-ink-3">{note}</span>} <Late entry={entry} />
      </p>
      {children}
      {corrections && (
        <CorrectionMark corrections={corrections} was={wordsOf(entry, corrections).was ?? ''} zone={zone} />
      )}
    </>
  )
}

function Late({ entry }: Pick<EntryRowProps, 'entry'>) {
  const late = lateness(entry)
  return late ? <span className="text-12 text-ink-3">{late}</span> : null
}

function Logged(props: BodyProps<EntryOf<'logged'> & EntryRowProps['entry']>) {
  const { entry, corrections } = props
  const { payload } = entry
  const { now } = wordsOf(entry, corrections)
  if (payload.kind === 'decision') {
    return (
      <div className="border-ink -ml-0.5 border-l-[3px] pl-3">
        <Words {...props} what="Decision" by={entry.actor.name}>
          <LogText text={now} className="text-15 font-medium" />
          {payload.details.rejected && (
            <p className="text-ink-2 wrap-anywhere">Rejected: {payload.details.rejected}</p>
          )}
        </Words>
      </div>
    )
  }
  const parts = changeParts(payload)
  // A deploy without words of its own was given those of its chip: once is enough.
  const isRepeated = parts !== null && now === [parts.before, parts.after].filter(Boolean).join(' to ')
  return (
    <Words {...props} what={kindWords(payload)} by={entry.actor.name}>
      {!isRepeated && <LogText text={now} />}
      {(parts || changeDuration(entry)) && <Change entry={entry} zone={props.zone} />}
    </Words>
  )
}

function Change({ entry, zone }: { entry: EntryOf<'logged'>; zone: string }) {
  const parts = changeParts(entry.payload)
  const ended = changeDuration(entry)
  const outcome =
    'details' in entry.payload && 'outcome' in entry.payload.details && entry.payload.details.outcome
  const isGood = outcome === 'succeeded'
  const Mark = isGood ? Check : X
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      {parts && (
        <span className="code">
          {parts.before}
          {parts.after && (
            <>
              {' '}
              <span className="text-ink-3">to</span> {parts.after}
            </>
          )}
        </span>
      )}
      {ended && (
        <span className={`text-13 inline-flex items-center gap-1 ${isGood ? 'text-ok-ink' : 'text-ink-2'}`}>
          {(isGood || outcome === 'failed') && <Mark className="icon icon-sm stroke-[2.25]" />}
          <span>
            Ended <Time at={ended.endedAt} zone={zone} format="clock" />, after {ended.took}
          </span>
        </span>
      )}
    </div>
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
