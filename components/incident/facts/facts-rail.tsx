'use client'

import { KeyFacts } from '#components/incident/facts/key-facts.tsx'
import { Labels } from '#components/incident/facts/labels.tsx'
import { Links } from '#components/incident/facts/links.tsx'
import { MergedHere } from '#components/incident/facts/merged-here.tsx'
import { Milestones } from '#components/incident/facts/milestones.tsx'
import { Pins } from '#components/incident/facts/pins.tsx'

/** What is known, and where else to look: what somebody who joins now needs comes first. */
export function FactsRail() {
  return (
    <>
      <KeyFacts />
      <Pins />
      <Labels />
      <MergedHere />
      <Milestones />
      <Links />
    </>
  )
}
