import { fieldsOf } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'
import { listLinksToAll } from '#lib/share-link/queries.ts'

/** The links to everything current, never their addresses → `{links}`. */
export const GET = route(async ({ actor }) => {
  return jsonResponse(JSON.stringify({ links: await listLinksToAll(actor) }))
})

/** Makes one → `{id, url}`, the address this once. */
export const POST = route(async ({ actor, json }) => {
  const made = await change(actor, 'create_share_link', { ...fieldsOf(await json()), ref: null })
  return jsonResponse(JSON.stringify(made), { status: 201 })
})
