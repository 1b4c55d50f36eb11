'use client'

import type { ReactNode } from 'react'
import { KeyFacts } from '#components/incident/facts/key-facts.tsx'
import { Labels } from '#components/incident/facts/labels.tsx'
import { Links } from '#components/incident/facts/links.tsx'
import { MergedHere } from '#components/incident/facts/merged-here.tsx'
import { Milestones } from '#components/incident/facts/milestones.tsx'
import { Pins } from '#components/incident/facts/pins.tsx'

/**
 * What is known, and where else to look: what somebody who joins now needs comes first. `children` were set by the server
 * when the page was opened: what earlier incidents say to this one.
 */
export function FactsRail({ children }: { children: ReactNode }) {
  return (
    <>
      <KeyFacts />
      <Pins />
      <Labels />
      {children}
      <MergedHere />
      <Milestones />
      <Links />
    </>
  )
}
