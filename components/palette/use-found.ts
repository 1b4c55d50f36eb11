'use client'

import { useQuery } from '@tanstack/react-query'
import { askClient, whileTyping } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import type { FoundIncident } from '#components/palette/items.ts'
import { closeness } from '#components/palette/match.ts'
import { usePaused } from '#components/ui/use-paused.ts'
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
  const asked = usePaused(text, pauseMs)
  const { data, isError, isFetching, isPlaceholderData } = useQuery(
    {
      ...whileTyping,
      queryKey: ['palette', asked],
      queryFn: ({ signal }) => search(asked, signal),
      enabled: asked !== '',
    },
    askClient,
  )
  if (text === '') return nothing
  const isAnswer = asked === text && !isPlaceholderData
  const incidents = data ?? []
  return {
    state: stateOf(isAnswer && isError, isFetching || !isAnswer),
    incidents: isAnswer
      ? incidents
      : incidents.filter(({ ref, topic }) => closeness(`${ref} ${topic}`, text) > 0),
  }
}

function stateOf(isRefused: boolean, isWaiting: boolean): Found['state'] {
  if (!navigator.onLine) return 'offline'
  if (isRefused) return 'unreachable'
  return isWaiting ? 'searching' : 'resting'
}

async function search(text: string, signal: AbortSignal): Promise<FoundIncident[]> {
  const query = new URLSearchParams({ q: text, limit: '8' })
  const { incidents } = await getJson<{ incidents: IncidentView[] }>(`/api/v1/incidents?${query}`, signal)
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
