import { AppError } from '#lib/errors.ts'
import { route } from '#lib/http/route.ts'

/** Whatever no other handler answers under /api: a problem, not a page. */
async function nothingHere(): Promise<never> {
  throw new AppError('not_found', 'There is nothing at this address.')
}

export const GET = route<{ path: string[] }>(nothingHere)
export const POST = route<{ path: string[] }>(nothingHere)
export const PUT = route<{ path: string[] }>(nothingHere)
export const PATCH = route<{ path: string[] }>(nothingHere)
export const DELETE = route<{ path: string[] }>(nothingHere)
