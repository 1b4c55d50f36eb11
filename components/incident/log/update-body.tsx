import { MegaphoneOff } from 'lucide-react'
import { Quiet, Words } from '#components/incident/log/entry-frame.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { Attention } from '#components/ui/attention.tsx'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import { affectedStateNames, type UpdateWords, updateStateNames } from '#lib/incident/public-updates.ts'

type BodyProps<Entry> = Omit<EntryRowProps, 'entry'> & { entry: Entry & EntryRowProps['entry'] }

/** What left the room, as it was read there: serif, with the accent's bar. */
export function Published(props: BodyProps<EntryOf<'update_published'>>) {
  const { number, state, corrects, draftedBy } = props.entry.payload
  const { righted } = props.amended ?? {}
  return (
    <Words
      {...props}
      what={`Public update ${number}`}
      by={props.entry.actor.name}
      note={[draftedBy && `written by ${draftedBy.name}`, updateStateNames[state]].filter(Boolean).join(', ')}
    >
      {corrects && (
        <p className="text-13 text-ink-2">
          Corrects{' '}
          <a className="link" href={`#entry-${corrects.seq}`}>
            update {corrects.number}
          </a>
        </p>
      )}
      <PublicWords {...props} words={props.entry.payload} />
      {righted && (
        <p className="text-13 text-ink-2">
          Corrected by{' '}
          <a className="link" href={`#entry-${righted.seq}`}>
            update {righted.number}
          </a>
        </p>
      )}
    </Words>
  )
}

/** It waits for a second pair of eyes: nothing of it has left. */
export function Draft(props: BodyProps<EntryOf<'update_drafted'>>) {
  return (
    <Words {...props} what="Draft of an update" by={props.entry.actor.name} note="not published">
      <details>
        <summary className="text-13 text-ink-3">What it says</summary>
        <PublicWords {...props} words={props.entry.payload} isDraft />
      </details>
    </Words>
  )
}

/** A promise that was not kept. The mark stays inverse until the next word is out: then it is history. */
export function Overdue(props: BodyProps<EntryOf<'update_overdue'>> & { isOpen: boolean }) {
  const { dueAt, kind } = props.entry.payload
  const due = <Moment at={dueAt} zone={props.zone} now={Date.parse(props.entry.recordedAt)} />
  return (
    <Quiet {...props}>
      {props.isOpen ? (
        <Attention icon={<MegaphoneOff className="icon" />}>Promise missed</Attention>
      ) : (
        <b className="font-semibold">Promise missed</b>
      )}{' '}
      {kind === 'first' ? 'The first update was due by' : 'An update was promised by'} {due} and had not gone
      out.
    </Quiet>
  )
}

type PublicWordsProps = Pick<EntryRowProps, 'zone' | 'entry'> & {
  words: Pick<UpdateWords, 'headline' | 'text' | 'affected' | 'nextUpdateAt'>
  isDraft?: boolean
}

/** Nothing in it is read as Markdown: outside it is plain text as well. */
function PublicWords({ words, zone, entry, isDraft = false }: PublicWordsProps) {
  const { headline, text, affected, nextUpdateAt } = words
  return (
    <div
      className={`${isDraft ? 'border-line border-dashed' : 'border-accent'} mt-0.5 -ml-0.5 border-l-2 pl-3 wrap-anywhere`}
    >
      <p className="serif text-17 font-semibold" dir="auto">
        {headline}
      </p>
      <p className="serif text-17 whitespace-pre-wrap" dir="auto">
        {text}
      </p>
      {affected.length > 0 && (
        <ul className="text-13 text-ink-2 mt-0.5 flex flex-wrap gap-x-4">
          {affected.map(({ name, state }) => (
            <li key={name}>
              <bdi>{name}</bdi>: {affectedStateNames[state].toLowerCase()}
            </li>
          ))}
        </ul>
      )}
      {nextUpdateAt && (
        <p className="text-13 text-ink-2 mt-0.5">
          Next update by <Moment at={nextUpdateAt} zone={zone} now={Date.parse(entry.recordedAt)} />
        </p>
      )}
    </div>
  )
}
