import Link from 'next/link'
import { Marked } from '#components/incidents/marked.tsx'
import { Time } from '#components/ui/time.tsx'
import type { Snippet } from '#lib/log/model.ts'

type MentionsProps = { incidentRef: string; snippets: readonly Snippet[]; zone: string; now: number }

/** Where an incident's log holds the words, each line leading to its entry. */
export function Mentions({ incidentRef, snippets, zone, now }: MentionsProps) {
  if (snippets.length === 0) return null
  return (
    <ul className="max-w-[100ch]">
      {snippets.map(({ seq, occurredAt, head, text, ranges }) => (
        <li key={seq}>
          <Link
            href={`/incidents/${incidentRef}#entry-${seq}`}
            prefetch={false}
            className="text-13 text-ink-2 block py-0.5 [overflow-wrap:anywhere] hover:underline"
          >
            <Time at={occurredAt} zone={zone} format="dayTime" now={now} className="text-12 mr-2" />
            {head && <span>{head}: </span>}
            <Marked text={text} ranges={ranges} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
