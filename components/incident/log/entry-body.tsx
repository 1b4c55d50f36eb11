'use client'

import { lazy, Suspense } from 'react'
import { Quiet, Words } from '#components/incident/log/entry-frame.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { Sentence } from '#components/incident/log/entry-sentence.tsx'
import { wordsOf } from '#components/incident/log/entry-words.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import { Logged } from '#components/incident/log/logged-body.tsx'
import { Redacted } from '#components/incident/log/redacted.tsx'
import { Time } from '#components/ui/time.tsx'
import { roleNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'

/** What is seldom in a log comes with the first entry that wants it; its sentence stands until then, and without it. */
const loadSeldom = () => import('#components/incident/log/seldom-body.tsx')
const Seldom = lazy(() => loadSeldom().catch(() => ({ default: Plain })))

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
    case 'label_added':
    case 'label_removed':
    case 'role_assigned':
    case 'role_released':
    case 'commander_nudged':
    case 'entry_unpinned':
      return <Plain {...props} />
    default:
      return (
        <Suspense fallback={<Plain {...props} />}>
          <Seldom {...props} />
        </Suspense>
      )
  }
}

function Plain(props: EntryRowProps) {
  return (
    <Quiet {...props}>
      <Sentence entry={props.entry} />
    </Quiet>
  )
}
