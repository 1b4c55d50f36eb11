import { AppError } from '#lib/errors.ts'
import { route } from '#lib/http/route.ts'

/** Whatever no other handler answers under /api: a problem, not a page. */
async function nothingHere(): Promise<never> {
  throw new AppError('not_found', 'There is nothing at this address.')
}

export const GET = route(nothingHere)
export const POST = route(nothingHere)
export const PUT = route(nothingHere)
export const PATCH = route(nothingHere)
export const DELETE = route(nothingHere)
