import { X } from 'lucide-react'
import Link from 'next/link'
import { isFiltered, listAddress } from '#components/incidents/address.ts'
import { roleNames, statusNames } from '#lib/incident/words.ts'
import type { ListFilter } from '#lib/log/input.ts'
import type { Choices } from '#lib/log/model.ts'
import { formatDay } from '#lib/time/format.ts'

type SetFiltersProps = { query: ListFilter; choices: Choices; zone: string; now: number }

/** What the list is narrowed by, each a link that takes it away. */
export function SetFilters({ query, choices, zone, now }: SetFiltersProps) {
  if (!isFiltered(query)) return null
  const set = setFilters(query, choices, (day) => formatDay(noon(day), zone, now))
  return (
    <ul aria-label="Filters that are set" className="flex flex-wrap items-center gap-2 pt-3">
      {set.map(({ words, without }) => (
        <li key={words}>
          <Link
            href={listAddress(without)}
            prefetch={false}
            aria-label={`Remove filter: ${words}`}
            className="border-accent bg-accent-soft text-13 hover:bg-hover inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-sm border px-2 font-medium [overflow-wrap:anywhere]"
          >
            {words}
            <X className="icon icon-sm" />
          </Link>
        </li>
      ))}
      <li>
        <Link href="/incidents" prefetch={false} className="link text-13 inline-flex min-h-6 items-center">
          Clear filters
        </Link>
      </li>
    </ul>
  )
}

type SetFilter = { words: string; without: ListFilter }

function setFilters(query: ListFilter, choices: Choices, day: (text: string) => string): SetFilter[] {
  const { q, severity, status, kind, person, role, label = [], from, to } = query
  const named = (value: string, among: Choices['people']) =>
    among.find((choice) => choice.value === value)?.name
  const set: (SetFilter | false | '' | undefined)[] = [
    q && { words: `“${q}”`, without: { ...query, q: undefined } },
    status && { words: wordsOf(status), without: { ...query, status: undefined } },
    severity && { words: severity, without: { ...query, severity: undefined } },
    kind && {
      words: kind === 'drill' ? 'Drills only' : 'Incidents only',
      without: { ...query, kind: undefined },
    },
    person && {
      words: named(person, choices.people) ?? 'Somebody unknown',
      without: { ...query, person: undefined },
    },
    role && { words: roleNames[role], without: { ...query, role: undefined } },
    ...label.map((each) => ({
      words: named(each, choices.labels) ?? each.slice(each.indexOf(':') + 1),
      without: { ...query, label: label.filter((other) => other !== each) },
    })),
    from && { words: `From ${day(from)}`, without: { ...query, from: undefined } },
    to && { words: `To ${day(to)}`, without: { ...query, to: undefined } },
  ]
  return set.filter((each): each is SetFilter => Boolean(each))
}

function wordsOf(status: NonNullable<ListFilter['status']>): string {
  if (status === 'open') return 'Open'
  if (status === 'all') return 'All, merged too'
  return status === 'closed' ? 'Resolved or closed' : statusNames[status]
}

/** Within the day in any zone. */
function noon(text: string): string {
  return text.includes('T') ? text : `${text}T12:00:00Z`
}
