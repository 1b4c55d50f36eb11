'use client'

import { useEffect, useState } from 'react'
import type { FoundIncident } from '#components/palette/items.ts'
import { closeness } from '#components/palette/match.ts'
import { type IncidentView, isLive } from '#lib/incident/incident.ts'

export type Found = {
  state: 'resting' | 'searching' | 'offline' | 'unreachable'
  incidents: readonly FoundIncident[]
}

const nothing: Found = { state: 'resting', incidents: [] }
const pauseMs = 150

/**
 * What the server finds in every incident: topic, log, impact, report. Asked once the typing pauses; an answer that
 * is no longer wanted is given up. Until the next answer is there, what still fits stays.
 */
export function useFound(text: string): Found {
  const [found, setFound] = useState(nothing)
  useEffect(() => {
    if (text === '') {
      setFound(nothing)
      return
    }
    const stop = new AbortController()
    setFound(({ incidents }) => ({
      state: navigator.onLine ? 'searching' : 'offline',
      incidents: incidents.filter(({ ref, topic }) => closeness(`${ref} ${topic}`, text) > 0),
    }))
    if (!navigator.onLine) return
    const timer = setTimeout(() => {
      search(text, stop.signal).then(
        (incidents) => setFound({ state: 'resting', incidents }),
        () => {
          if (stop.signal.aborted) return
          setFound({ state: navigator.onLine ? 'unreachable' : 'offline', incidents: [] })
        },
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text])
  return found
}

async function search(text: string, signal: AbortSignal): Promise<FoundIncident[]> {
  const answer = await fetch(`/api/v1/incidents?${new URLSearchParams({ q: text, limit: '8' })}`, { signal })
  if (!answer.ok) throw new Error(`The search answered ${answer.status}`)
  // The API's own answer; a test holds it to this shape (lib/openapi).
  const { incidents } = (await answer.json()) as { incidents: IncidentView[] }
  return incidents.map((incident) => {
    const { ref, topic, severity, kind, status, milestones } = incident
    const isOpen = isLive(incident) && milestones.reportedAt !== null
    return {
      ref,
      topic,
      severity,
      kind,
      status,
      ...(isOpen && { since: Date.parse(milestones.reportedAt ?? '') }),
    }
  })
}
