import { jsonResponse, route } from '#lib/http/route.ts'
import { listLabels } from '#lib/log/choices.ts'

/** The labels in use, the most used first: what a new one is suggested from. */
export const GET = route(async () => jsonResponse(JSON.stringify({ labels: await listLabels() })))
