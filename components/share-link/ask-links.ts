/** The browser's requests about the stakeholder links of an incident. */
import { getJson } from '#components/live/get-json.ts'
import { addressOf } from '#components/live/server.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { ShareLink } from '#lib/share-link/model.ts'

/** Why it was not done, in words, and at which fields. */
export type Refused = { says: string; fields: Record<string, string> }
/** The link's address, this once. */
export type Made = { id: string; url: string }
/** Whose incident it is, and in whose name it is asked. */
export type Asked = { ref: string; personId: string }

/** The links of the incident, the newest first. Throws when not answered. */
export async function fetchLinks(ref: string, signal: AbortSignal): Promise<ShareLink[]> {
  return (await getJson<{ links: ShareLink[] }>(`${addressOf(ref)}/links`, signal)).links
}

/** Makes a link. Sent twice it makes two, so it is never sent again by itself. */
export async function makeLink(
  asked: Asked,
  body: { label: string; expiresAt: Instant | null },
): Promise<Made | Refused> {
  const answer = await send(asked, 'POST', '', body)
  // The shape that this address documents.
  return 'says' in answer ? answer : ((await answer.json()) as Made)
}

/** Revokes a link for good; null: it is done. */
export async function revokeLink(asked: Asked, id: string): Promise<Refused | null> {
  const answer = await send(asked, 'DELETE', `/${id}`)
  return 'says' in answer ? answer : null
}

async function send(
  { ref, personId }: Asked,
  method: 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Response | Refused> {
  try {
    const response = await fetch(`${addressOf(ref)}/links${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Signed-In-As': personId },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    if (response.ok) return response
    if (response.status === 401) {
      return { says: 'Your session has ended. Sign in again in another tab, then press again.', fields: {} }
    }
    // A refusal is problem+json.
    const problem = (await response.json()) as { detail?: string; fields?: Record<string, string> }
    return { says: problem.detail ?? 'The server refused it.', fields: problem.fields ?? {} }
  } catch {
    const again = method === 'POST' ? 'Look whether the link is in the list, then press again' : 'Press again'
    return { says: `The server does not answer. ${again}.`, fields: {} }
  }
}
