import { Check, X } from 'lucide-react'
import { Words } from '#components/incident/log/entry-frame.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { changeDuration, changeParts, kindWords, wordsOf } from '#components/incident/log/entry-words.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import { Time } from '#components/ui/time.tsx'
import type { EntryOf } from '#lib/incident/entries/table.ts'

type LoggedProps = Omit<EntryRowProps, 'entry'> & { entry: EntryOf<'logged'> & EntryRowProps['entry'] }

/** What somebody wrote to the log; a decision stands out, a change shows what it was of and how it ended. */
export function Logged(props: LoggedProps) {
  const { entry, amended } = props
  const { payload } = entry
  const { now } = wordsOf(entry, amended?.corrections)
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
