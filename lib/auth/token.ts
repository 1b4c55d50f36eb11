import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes as base64url, 43 characters: cookies, one-time links, and API tokens behind their prefix. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What the database keeps of a token. A look-up by this hash takes no secret-dependent time: whoever guesses
 * does not control the bytes that the index compares.
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whether this could be a token at all, so that noise costs no query. */
export function looksLikeToken(value: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(value)
}
