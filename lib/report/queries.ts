/** The report of an incident, composed from its log when somebody asks. */
import { AppError } from '#lib/errors.ts'
import { getLog } from '#lib/log/queries.ts'
import { findOrganisation } from '#lib/people/link/queries.ts'
import { isZone } from '#lib/time/zone.ts'
import { composeReport } from './compose.ts'
import type { Report } from './model.ts'

type Home = { name: string; timeZone: string }

/**
 * The report of the incident called `ref`, in `zone` or else the organisation's (D23). `home` is the organisation
 * where the caller knows it already. Throws AppError not_found.
 */
export async function getReport(
  ref: string,
  { zone, home }: { zone?: string | null; home?: Home } = {},
): Promise<Report> {
  const [{ incident, entries }, organisation] = await Promise.all([getLog(ref), home ?? findOrganisation()])
  if (!organisation) throw new AppError('unavailable', 'This instance is not set up yet.')
  const now = new Date().toISOString()
  return composeReport({ incident, entries, organisation, zone: zone ?? organisation.timeZone, now })
}

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
