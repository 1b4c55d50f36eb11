/** The hash chain of the log (D3), computed exactly as the database's trigger does. */
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { StoredEntry } from '#lib/incident/entries/table.ts'

/** What the first entry of an incident chains to: the SHA-256 of its id, so no log can stand in for another. */
export function genesis(incidentId: string): Buffer {
  return sha256(incidentId)
}

/** The RFC 8785 text of an entry: the very bytes that are hashed. */
export function bodyOf(entry: StoredEntry): string {
  return canonicalText(entry)
}

/** sha256(previous ‖ int8(seq) ‖ sha256(body)) */
export function chain(previous: Buffer, seq: number, bodyHash: Buffer): Buffer {
  const number = Buffer.alloc(8)
  number.writeBigInt64BE(BigInt(seq))
  return createHash('sha256').update(previous).update(number).update(bodyHash).digest()
}

/** Of the text in UTF-8. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

/** JSON with sorted keys and one spelling per value (RFC 8785). */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('Only JSON values have a canonical text')
  return text
}
