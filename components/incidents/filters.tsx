'use client'

import { Search } from 'lucide-react'
import Form from 'next/form'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { listAddress } from '#components/incidents/address.ts'
import { Choice } from '#components/incidents/choice.tsx'
import { MoreFilters } from '#components/incidents/more-filters.tsx'
import { liveStatuses, severities } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import type { ListFilter } from '#lib/log/input.ts'
import type { Choices } from '#lib/log/model.ts'

type FiltersProps = {
  query: ListFilter
  choices: Choices
  /** Stands at the end of the row where there is room. */
  children: ReactNode
}

/** What the list is narrowed by. Links and a form by GET: all of it stands in the address and needs no script. */
export function Filters({ query, choices, children }: FiltersProps) {
  const { q, severity, status } = query
  return (
    <search className="flex flex-wrap items-center gap-2 pt-4">
      <Form
        action="/incidents"
        prefetch={false}
        className="contents"
        // A filter that was set elsewhere, by a link, must be what the fields show.
        key={listAddress(query)}
        onChange={({ target, currentTarget }) => {
          // Choosing is enough; typing waits for Enter or the button, and so do the further filters.
          if (target instanceof HTMLSelectElement && !target.closest('details')) currentTarget.requestSubmit()
        }}
      >
        <div className="flex min-w-full flex-1 gap-2 sm:max-w-[440px] sm:min-w-[300px]">
          <div className="relative flex-1">
            <Search className="icon text-ink-3 absolute top-1/2 left-3 -translate-y-1/2" />
            <input
              type="search"
              name="q"
              defaultValue={q}
              maxLength={200}
              aria-label="Search incidents"
              placeholder="Search topic, log, report, cause"
              className="field !text-14 !min-h-9 !pr-2 !pl-9"
            />
          </div>
          <button type="submit" className="btn">
            Search
          </button>
        </div>
        {severity && <input type="hidden" name="severity" value={severity} />}
        <Choice name="status" label="Status" value={status} isSet={Boolean(status)}>
          <option value="">Any status</option>
          <option value="open">Open</option>
          {liveStatuses.map((each) => (
            <option key={each} value={each}>
              {statusNames[each]}
            </option>
          ))}
          <option value="closed">Resolved or closed</option>
          <option value="resolved">Resolved, not closed</option>
          <option value="cancelled">Cancelled</option>
          <option value="merged">Merged</option>
          {status === 'all' && <option value="all">All, merged too</option>}
        </Choice>
        <MoreFilters query={query} choices={choices} />
      </Form>
      <fieldset className="border-line inline-flex flex-none overflow-clip rounded-sm border">
        <legend className="vh">Severity</legend>
        {severities.map((each) => {
          const isChosen = each === severity
          return (
            <Link
              key={each}
              href={listAddress({ ...query, severity: isChosen ? undefined : each })}
              prefetch={false}
              aria-current={isChosen ? 'true' : undefined}
              className={`text-13 border-line hover:bg-hover flex h-[34px] items-center gap-1.5 border-r px-2.5 font-semibold last:border-r-0 focus-visible:-outline-offset-2 ${isChosen ? 'bg-accent-soft' : 'bg-surface'}`}
            >
              <SeverityGlyph severity={each} size={16} />
              <span aria-hidden="true">{each}</span>
            </Link>
          )
        })}
      </fieldset>
      {children}
    </search>
  )
}
