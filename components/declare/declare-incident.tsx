'use client'

import { useRef } from 'react'
import { DeclareBar } from '#components/declare/declare-bar.tsx'
import { LookAlikes } from '#components/declare/look-alikes.tsx'
import { OpenFollowUps } from '#components/declare/open-follow-ups.tsx'
import { ReportFields } from '#components/declare/report-fields.tsx'
import { SeverityCards } from '#components/declare/severity-cards.tsx'
import { TroubleNotice } from '#components/declare/trouble-notice.tsx'
import { useDeclaration } from '#components/declare/use-declaration.ts'
import { useDeclareKeys } from '#components/declare/use-declare-keys.ts'
import { WhatFollows } from '#components/declare/what-follows.tsx'
import { WhoIsAffected } from '#components/declare/who-is-affected.tsx'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { TextField } from '#components/ui/field.tsx'

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
  const { form, change, problems, trouble, send, discard } = declaration
  const element = useRef<HTMLFormElement>(null)
  const onKeyDown = useDeclareKeys(element, problems, send)
  const place = { form, zone, now }

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
          <div>
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
            <LookAlikes {...place} person={person} onJoined={discard} />
            {!form.isDrill && <OpenFollowUps topic={form.topic} />}
          </div>
          <ReportFields {...place} change={change} problems={problems} />
          <WhoIsAffected
            value={form.affected}
            more={form.affectedMore}
            onChange={change}
            error={problems.impact}
          />
          <TroubleNotice trouble={trouble} />
          <DeclareBar declaration={declaration} zone={zone} now={now} />
        </div>
        <aside className="pt-5 lg:pb-8 lg:pl-8" aria-label="What follows">
          <WhatFollows {...place} />
        </aside>
      </form>
    </>
  )
}
