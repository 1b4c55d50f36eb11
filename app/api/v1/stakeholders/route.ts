import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'
import { stakeholderQuery } from '#lib/stakeholder/input.ts'
import { maySeeAddresses } from '#lib/stakeholder/policy.ts'
import { listStakeholders } from '#lib/stakeholder/queries.ts'

/** A page of the directory; observers get no addresses. */
export const GET = route(async ({ actor, url }) => {
  const query = readQuery(url, stakeholderQuery)
  return jsonResponse(JSON.stringify(await listStakeholders(query, { addresses: maySeeAddresses(actor) })))
})

export const POST = route(async ({ actor, json }) => {
  const added = await change(actor, 'add_stakeholder', await json())
  return jsonResponse(JSON.stringify(added), { status: 201 })
})
