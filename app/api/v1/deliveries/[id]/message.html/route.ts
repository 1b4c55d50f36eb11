import { mailResponse } from '#lib/http/document.ts'
import { route } from '#lib/http/route.ts'
import { getMessage } from '#lib/messaging/queries.ts'

/** The message as a mail program shows it, for a frame of our own pages. */
export const GET = route<{ id: string }>(async ({ actor, params }) => {
  return mailResponse((await getMessage(actor, params.id)).html)
})
