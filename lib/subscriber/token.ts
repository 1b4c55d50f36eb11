/** The two tokens of a subscriber, each 32 bytes as base64url, 43 characters, as every token is. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { parse, stringify } from 'uuid'
import { looksLikeToken } from '#lib/auth/token.ts'

const confirmHours = 24

/** What a confirmation makes of the subscription. */
export type Scope = 'as_asked' | 'all_severities'
const scopes: readonly Scope[] = ['as_asked', 'all_severities']

/**
 * A token that confirms a subscription: until when, what for, and 27 random bytes. Whoever changes the first two has
 * another token, of which nothing is stored.
 */
export function newConfirmToken(scope: Scope, now: number = Date.now()): string {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(Math.floor(now / 1000) + confirmHours * 3600)
  head.writeUInt8(scopes.indexOf(scope), 4)
  return Buffer.concat([head, randomBytes(27)]).toString('base64url')
}

/** What stands in a token that confirms; null when its time is over, or when it is none. */
export function readConfirmToken(token: string, now: number = Date.now()): { scope: Scope } | null {
  if (!looksLikeToken(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const scope = scopes[bytes.readUInt8(4)]
  return scope && now < bytes.readUInt32BE() * 1000 ? { scope } : null
}

/**
 * The token that ends a subscription: its id and a signature, so that each mail of it has the same one, it is stored
 * nowhere, and it works for as long as the mail is kept. `key` is that of unsubscribeKey (queries.ts).
 */
export function unsubscribeToken(subscriberId: string, key: Uint8Array): string {
  const id = parse(subscriberId)
  return Buffer.concat([id, signature(id, key)]).toString('base64url')
}

/** Whose token it is; null when it was not made with this key. */
export function subscriberOf(token: string, key: Uint8Array): string | null {
  if (!looksLikeToken(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const id = bytes.subarray(0, 16)
  // The last of 43 characters has two bits to spare: of two writings only one is ours.
  if (bytes.toString('base64url') !== token || !timingSafeEqual(bytes.subarray(16), signature(id, key)))
    return null
  return stringify(id)
}

function signature(id: Uint8Array, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('sitrep unsubscribe ').update(id).digest().subarray(0, 16)
}
