/** A refusal of the API as a page says it: fields by their names, instants on the viewer's clock. Pure. */
import { milestoneWords } from '#lib/incident/words.ts'
import { formatClockTime, formatDayTime, isSameDay } from '#lib/time/format.ts'

const field = new RegExp(`\\b(${Object.keys(milestoneWords).join('|')})\\b`, 'g')
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

/** "impactStartedAt (2026-05-14T12:40:00.000Z)" as "Impact started (14:40:00)". `now` in milliseconds. */
export function refusalWords(message: string, { zone, now }: { zone: string; now: number }): string {
  const today = new Date(now).toISOString()
  return (
    message
      // Only names of that table are found.
      .replace(field, (name) => milestoneWords[name as keyof typeof milestoneWords])
      .replace(instant, (at) =>
        isSameDay(at, today, zone) ? formatClockTime(at, zone) : formatDayTime(at, zone, today),
      )
  )
}
