import { jsonResponse, route } from '#lib/http/route.ts'
import { listPeople } from '#lib/people/queries.ts'

/** Everybody who can be given a role or could once: no addresses, no numbers. Observers may read it. */
export const GET = route(async () => jsonResponse(JSON.stringify({ people: await listPeople() })))
