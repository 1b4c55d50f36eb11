'use client'

import { Search } from 'lucide-react'
import Form from 'next/form'
import Link from 'next/link'
import type { ComponentProps } from 'react'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { listAddress } from '#components/incidents/address.ts'
import { liveStatuses, severities } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import type { ListQuery } from '#lib/log/input.ts'

/** What the list is narrowed by. Links and a form by GET: all of it stands in the address and needs no script. */
export function Filters({ query }: { query: ListQuery }) {
  const { q, severity, status, kind } = query
  const isFiltered = Boolean(q || severity || (status && status !== 'all') || kind)
  return (
    <search className="flex flex-wrap items-center gap-2 pt-4">
      <Form
        action="/incidents"
        prefetch={false}
        className="contents"
        // A filter that was set elsewhere, by a link, must be what the fields show.
        key={listAddress(query)}
        onChange={(event) => {
          // Choosing is enough; typing waits for Enter or the button.
          if (event.target instanceof HTMLSelectElement) event.currentTarget.requestSubmit()
        }}
      >
        <div className="relative max-w-[380px] min-w-full flex-1 sm:min-w-[240px]">
          <Search className="icon text-ink-3 absolute top-1/2 left-3 -translate-y-1/2" />
          <input
            type="search"
            name="q"
            defaultValue={q}
            maxLength={200}
            aria-label="Search incidents"
            placeholder="Search ref, topic, report, cause, solution"
            className="field !text-14 !min-h-9 !pr-2 !pl-9"
          />
        </div>
        {severity && <input type="hidden" name="severity" value={severity} />}
        <Choice name="status" label="Status" value={status} isSet={Boolean(status && status !== 'all')}>
          <option value="">Any status</option>
          <option value="open">Open</option>
          {liveStatuses.map((each) => (
            <option key={each} value={each}>
              {statusNames[each]}
            </option>
          ))}
          <option value="closed">Resolved or closed</option>
          <option value="resolved">Resolved, not closed</option>
        </Choice>
        <Choice name="kind" label="Kind" value={kind} isSet={Boolean(kind)}>
          <option value="">Incidents and drills</option>
          <option value="real">Incidents only</option>
          <option value="drill">Drills only</option>
        </Choice>
        <button type="submit" className="btn">
          Search
        </button>
      </Form>
      <fieldset className="border-line inline-flex flex-none overflow-clip rounded-sm border">
        <legend className="vh">Severity</legend>
        {severities.map((each) => {
          const isChosen = each === severity
          return (
            <Link
              key={each}
              href={listAddress({ ...query, severity: isChosen ? undefined : each, cursor: undefined })}
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
      {isFiltered && (
        <Link href="/incidents" prefetch={false} className="link text-13 min-h-6 content-center">
          Clear filters
        </Link>
      )}
    </search>
  )
}

type ChoiceProps = Omit<ComponentProps<'select'>, 'defaultValue'> & { label: string; isSet: boolean }

function Choice({ label, value, isSet, children, ...rest }: ChoiceProps) {
  return (
    <select
      {...rest}
      aria-label={label}
      defaultValue={value ?? ''}
      className={`field !text-14 !min-h-9 !w-auto !px-2 ${isSet ? '!border-accent !bg-accent-soft font-semibold' : ''}`}
    >
      {children}
    </select>
  )
}
