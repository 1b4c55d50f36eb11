import { useQuery } from '@tanstack/react-query'
import { askClient, whileTyping } from '#components/live/ask.ts'
import { getJson } from '#components/live/get-json.ts'
import { usePaused } from '#components/ui/use-paused.ts'
import type { OpenIncident } from '#lib/log/model.ts'

const pauseMs = 300
const shortest = 3

/** Open incidents whose topic is like this one. None while nobody can tell: it never stands in the way of declaring. */
export function useSimilar(topic: string, isDrill: boolean): readonly OpenIncident[] {
  const typed = topic.trim()
  const asked = usePaused(typed, pauseMs)
  const query = new URLSearchParams({ topic: asked.slice(0, 300), kind: isDrill ? 'drill' : 'real' })
  const { data } = useQuery(
    {
      ...whileTyping,
      queryKey: ['similar', query.toString()],
      queryFn: ({ signal }) =>
        getJson<{ incidents: OpenIncident[] }>(`/api/v1/incidents/similar?${query}`, signal),
      enabled: asked.length >= shortest,
    },
    askClient,
  )
  const isLong = Math.min(typed.length, asked.length) >= shortest
  return isLong && data ? data.incidents : none
}

const none: readonly OpenIncident[] = []
