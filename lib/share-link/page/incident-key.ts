import { createHash } from 'node:crypto'

/**
 * What those outside tell incidents apart by, in feeds and webhooks: 43 characters, the same for ever, also when
 * the secrets of the instance change; the id cannot be read from it.
 */
export function incidentKey(incidentId: string): string {
  return createHash('sha256').update(`sitrep incident ${incidentId}`).digest('base64url')
}
