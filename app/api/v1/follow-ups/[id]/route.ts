import { AppError } from '#lib/errors.ts'
import { fieldsOf } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'

/** Changes its fields, or its state: one of the two, so that each is done whole or not at all. */
export const PATCH = route<{ id: string }>(async ({ actor, params, json }) => {
  const fields: Record<string, unknown> = { ...fieldsOf(await json()), ...params }
  const { state, outcome, id, ...others } = fields
  const isState = state !== undefined || outcome !== undefined
  if (isState && Object.keys(others).length > 0) {
    throw new AppError('invalid', 'State and outcome change in a request of their own.', {
      fields: { state: 'Send it alone, with outcome.' },
    })
  }
  const name = isState ? 'set_follow_up_state' : 'edit_follow_up'
  return jsonResponse(JSON.stringify(await change(actor, name, fields)))
})
