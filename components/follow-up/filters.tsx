'use client'

import { Search } from 'lucide-react'
import Form from 'next/form'
import Link from 'next/link'
import type { Owner } from '#components/follow-up/actions.ts'
import { followUpsAddress, isNarrowed } from '#components/follow-up/address.ts'
import { Choice } from '#components/incidents/choice.tsx'
import type { FollowUpQuery } from '#lib/follow-up/input.ts'
import { followUpKinds, followUpStates, kindWords, stateNames } from '#lib/follow-up/model.ts'

type FiltersProps = { query: FollowUpQuery; people: readonly Owner[] }

/** What the list is narrowed by. A form by GET: all of it stands in the address and needs no script. */
export function Filters({ query, people }: FiltersProps) {
  const { q, state, kind, owner, incident, due } = query
  return (
    <search className="flex flex-wrap items-center gap-2 pt-4">
      <Form
        action="/follow-ups"
        prefetch={false}
        className="contents"
        // A filter that was set elsewhere, by a link, must be what the fields show.
        key={followUpsAddress(query)}
        onChange={({ target, currentTarget }) => {
          if (target instanceof HTMLSelectElement) currentTarget.requestSubmit()
        }}
      >
        <div className="flex min-w-full flex-1 gap-2 sm:max-w-[360px] sm:min-w-[260px]">
          <div className="relative flex-1">
            <Search className="icon text-ink-3 absolute top-1/2 left-3 -translate-y-1/2" />
            <input
              type="search"
              name="q"
              defaultValue={q}
              maxLength={200}
              aria-label="Search follow-ups"
              placeholder="Search what is to be done"
              className="field !text-14 !min-h-9 !pr-2 !pl-9"
            />
          </div>
          <button type="submit" className="btn">
            Search
          </button>
        </div>
        {due && <input type="hidden" name="due" value={due} />}
        <Choice name="state" label="State" value={state} isSet={Boolean(state)}>
          <option value="">To be done</option>
          {followUpStates.map((each) => (
            <option key={each} value={each}>
              {stateNames[each]}
            </option>
          ))}
          <option value="all">Any state</option>
        </Choice>
        <Choice name="kind" label="Kind" value={kind} isSet={Boolean(kind)}>
          <option value="">Any kind</option>
          {followUpKinds.map((each) => (
            <option key={each} value={each}>
              {kindWords[each].name}
            </option>
          ))}
        </Choice>
        <Choice name="owner" label="Owner" value={owner} isSet={Boolean(owner)} className="max-w-[220px]">
          <option value="">Anybody</option>
          <option value="me">Me</option>
          <option value="none">Nobody yet</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <input
          name="incident"
          aria-label="Incident"
          placeholder="INC-42"
          defaultValue={incident}
          maxLength={16}
          autoComplete="off"
          className={`field !text-14 !min-h-9 !w-28 !px-2 ${incident ? '!border-accent !bg-accent-soft font-semibold' : ''}`}
        />
      </Form>
      {isNarrowed(query) && (
        <Link
          href={followUpsAddress({ ...(owner === 'me' && { owner }), due })}
          prefetch={false}
          className="link text-13 inline-flex min-h-6 items-center"
        >
          Clear filters
        </Link>
      )}
    </search>
  )
}
