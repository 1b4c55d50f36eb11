'use client'

import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { DeclareBar } from '#components/declare/declare-bar.tsx'
import { type FieldName, sources } from '#components/declare/form.ts'
import { ReportedAt } from '#components/declare/reported-at.tsx'
import { SeverityCards } from '#components/declare/severity-cards.tsx'
import { useDeclaration } from '#components/declare/use-declaration.ts'
import { WhatFollows } from '#components/declare/what-follows.tsx'
import { WhoIsAffected } from '#components/declare/who-is-affected.tsx'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'
import { TextArea, TextField } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { severities } from '#lib/incident/incident.ts'

type DeclareIncidentProps = {
  person: { id: string; name: string }
  zone: string
  /** The moment that the page was rendered for, in milliseconds. */
  now: number
  /** Opened in order to run a drill. */
  isDrill: boolean
}

/** The form that begins an incident. Topic first under the cursor, 1 2 3 for the severity, ⌘⏎ sends. */
export function DeclareIncident({ person, zone, now, isDrill }: DeclareIncidentProps) {
  const declaration = useDeclaration(person, zone, isDrill)
  const { form, change, problems, trouble, send } = declaration
  const element = useRef<HTMLFormElement>(null)
  const notice = useRef<HTMLDivElement>(null)

  useShortcuts(
    useMemo(
      () =>
        severities.map((severity) => ({
          keys: severity.slice(3),
          label: `Choose ${severity}`,
          run: () => {
            const radio = element.current?.querySelector<HTMLElement>(`#severity-${severity.slice(3)}`)
            radio?.focus()
            radio?.click()
          },
        })),
      [],
    ),
  )
  useEffect(() => {
    const first = places.find(([name]) => problems[name])
    if (first) element.current?.querySelector<HTMLElement>(`#${first[1]}`)?.focus()
  }, [problems])

  useEffect(() => {
    // On a phone the button is pinned, and what it has to say may stand far below.
    if (trouble) notice.current?.scrollIntoView({ block: 'center' })
  }, [trouble])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    if (event.metaKey || event.ctrlKey) {
      event.preventDefault()
      send()
      // One stray Enter in a line of text must not call all hands.
    } else if (event.target instanceof HTMLInputElement) event.preventDefault()
  }

  return (
    <>
      {form.isDrill && <DrillBanner />}
      <form
        ref={element}
        className="grid-cols-[minmax(0,1fr)_376px] lg:grid"
        aria-label="Declare an incident"
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <div className="space-y-5 pt-5 pb-8 lg:border-r lg:pr-8">
          <SeverityCards
            value={form.severity}
            onChange={(severity) => change({ severity })}
            isDrill={form.isDrill}
            error={problems.severity}
          />
          <TextField
            id="topic"
            label="What is happening?"
            aside="A few plain words. They become the headline"
            error={problems.topic}
            value={form.topic}
            onChange={(event) => change({ topic: event.target.value })}
            className="[&_.field]:!text-24 [&_.field]:!h-14 [&_.field]:font-serif [&_.field]:font-semibold"
            autoComplete="off"
            // The page has one purpose, and seconds count.
            autoFocus
          />
          <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_392px]">
            <TextArea
              id="reported"
              label="What was reported?"
              aside="Left empty, the headline is kept"
              error={problems.reported}
              rows={6}
              value={form.reported}
              onChange={(event) => change({ reported: event.target.value })}
            />
            <div className="space-y-3">
              <div className="grid gap-3 sm:grid-cols-2">
                <TextField
                  id="reported-by"
                  label="Reported by"
                  error={problems.reportedBy}
                  value={form.reportedBy}
                  onChange={(event) => change({ reportedBy: event.target.value })}
                  autoComplete="off"
                />
                <TextField
                  id="source"
                  label="How it reached us"
                  error={problems.source}
                  value={form.source}
                  onChange={(event) => change({ source: event.target.value })}
                  list="sources"
                  autoComplete="off"
                />
                <datalist id="sources">
                  {sources.map((source) => (
                    <option key={source} value={source} />
                  ))}
                </datalist>
              </div>
              <ReportedAt
                time={form.time}
                date={form.date}
                onChange={change}
                zone={zone}
                now={now}
                error={problems.reportedAt}
              />
            </div>
          </div>
          <WhoIsAffected
            value={form.affected}
            more={form.affectedMore}
            onChange={change}
            error={problems.impact}
          />
          {trouble && (
            <div ref={notice}>
              <Notice
                kind="error"
                title={trouble.title}
                action={
                  trouble.isSignedOut && (
                    <a className="btn" href="/sign-in?next=/declare">
                      Sign in again
                    </a>
                  )
                }
              >
                {trouble.words}
              </Notice>
            </div>
          )}
          <DeclareBar declaration={declaration} zone={zone} now={now} />
        </div>
        <aside className="pt-5 lg:pb-8 lg:pl-8" aria-label="What follows">
          <WhatFollows form={form} zone={zone} now={now} />
        </aside>
      </form>
    </>
  )
}

/** Where the cursor goes when a field is wrong, in the order of the page. */
const places: readonly (readonly [FieldName, string])[] = [
  ['severity', 'severity-1'],
  ['topic', 'topic'],
  ['reported', 'reported'],
  ['reportedBy', 'reported-by'],
  ['source', 'source'],
  ['reportedAt', 'reported-at'],
  ['impact', 'affected-more'],
]
