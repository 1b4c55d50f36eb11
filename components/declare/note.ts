import { type DeclareForm, reportedAtOf } from '#components/declare/form.ts'
import { formatClockTime } from '#lib/time/format.ts'

/**
 * What stands in the form, as a note for the log of an incident that it turned out to be. Nothing typed is left out;
 * what only stands there by itself is.
 */
export function noteOf(form: DeclareForm, me: string, zone: string, now: number): string {
  const { topic, reported, reportedBy, source, affected, affectedMore } = form
  const at = reportedAtOf(form, zone, now)
  const who = reportedBy.trim() === me && source === 'Staff' ? '' : [reportedBy, source].map(trim).join(', ')
  const when = at instanceof Date ? formatClockTime(at, zone) : trim(form.time)
  const lines = [
    `Also reported: ${trim(topic)}`,
    trim(reported),
    who || when ? `Reported${who && ` by ${who}`}${when && ` at ${when}`}` : '',
    affected || affectedMore
      ? `Affected: ${[affected ?? '', affectedMore].map(trim).filter(Boolean).join(', ')}`
      : '',
  ]
  return lines.filter(Boolean).join('\n')
}

function trim(text: string): string {
  return text.trim()
}
