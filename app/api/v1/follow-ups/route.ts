import { askedBy, followUpQuery } from '#lib/follow-up/input.ts'
import { dayOf } from '#lib/follow-up/model.ts'
import { listFollowUps } from '#lib/follow-up/queries.ts'
import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { zoneFor } from '#lib/people/queries.ts'

/** A page of follow-ups by due day; without a state those still to be done. */
export const GET = route(async ({ actor, url }) => {
  const query = askedBy(readQuery(url, followUpQuery), actor)
  // Only what is overdue depends on the day, and the day on the zone.
  const zone = query.due ? await zoneFor(actor, { from: '' }) : 'UTC'
  return jsonResponse(JSON.stringify(await listFollowUps(query, dayOf(Date.now(), zone))))
})
