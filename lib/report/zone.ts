/** In which zone somebody asks for a document. */
import { AppError } from '#lib/errors.ts'
import { isZone } from '#lib/time/zone.ts'

/** The zone that `?tz=` asks for, null when it does not. Throws AppError invalid when there is no such zone. */
export function readZone(url: URL): string | null {
  const zone = url.searchParams.get('tz')
  if (zone === null) return null
  if (isKnownZone(zone)) return zone
  const hint = 'Give a name of the IANA time zone database, such as Europe/Berlin or UTC.'
  throw new AppError('invalid', `There is no time zone “${zone.slice(0, 60)}”.`, { fields: { tz: hint } })
}

/** An IANA name. What the runtime takes besides ("+02:00") is no zone: it knows no summer time. */
export function isKnownZone(zone: string): boolean {
  return /^[A-Za-z][\w+/-]{1,60}$/.test(zone) && isZone(zone)
}
