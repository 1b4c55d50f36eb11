/** The browser's requests on one incident: D8's plain HTTP with the session's cookie. */

import type { Pending, Problem } from '#components/live/pending.ts'
import { append, type Snapshot } from '#components/live/snapshot.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'

export type Answer =
  | { kind: 'done'; entries: Entry[]; incident: IncidentView }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'signed out' }
  | { kind: 'unreachable' }

/** The session has ended: nothing more is answered until somebody signs in. */
export class SignedOut extends Error {}

/** The path of an incident in the API. */
export function addressOf(ref: string): string {
  return `/api/v1/incidents/${encodeURIComponent(ref)}`
}

/** Sends one command. Whatever leaves open if it arrived is `unreachable`: the same key may be sent again. */
export async function sendCommand(ref: string, pending: Pending): Promise<Answer> {
  try {
    const response = await fetch(`${addressOf(ref)}/commands`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': pending.key },
      body: JSON.stringify(pending.input),
    })
    if (response.status === 401) return { kind: 'signed out' }
    if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' }
    const body = await response.json()
    return response.ok ? { kind: 'done', ...body } : { kind: 'refused', problem: problemOf(body, response) }
  } catch {
    return { kind: 'unreachable' }
  }
}

/** Brings a snapshot up to date after a gap, a reset, or an entry that this code cannot fold. */
export async function fetchSnapshot(ref: string, known: Snapshot): Promise<Snapshot> {
  const incident = await get<IncidentView>(addressOf(ref))
  // A log that is shorter than what was seen here is another log: start over with its end.
  const kept = known.incident.seq <= incident.seq ? known.entries : []
  const after = kept.at(-1)?.seq ?? Math.max(0, incident.seq - 200)
  const entries = [...kept, ...(await fetchEntries(ref, after))]
  const base: Snapshot = { incident, entries: entries.filter((entry) => entry.seq <= incident.seq) }
  return entries.reduce((snapshot, entry) => append(snapshot, entry) ?? snapshot, base)
}

/** All entries after a number, page by page. */
async function fetchEntries(ref: string, after: number): Promise<Entry[]> {
  const found: Entry[] = []
  for (let from = after; ; ) {
    const { entries } = await get<{ entries: Entry[] }>(`${addressOf(ref)}/entries?after=${from}&limit=200`)
    found.push(...entries)
    if (entries.length < 200) return found
    from = entries.at(-1)?.seq ?? from
  }
}

/** The entries numbered `from` to `to`; at most 200 of them. */
export async function fetchRange(ref: string, from: number, to: number): Promise<Entry[]> {
  const address = `${addressOf(ref)}/entries?after=${from - 1}&limit=${to - from + 1}`
  const { entries } = await get<{ entries: Entry[] }>(address)
  return entries.filter((entry) => entry.seq <= to)
}

async function get<Body>(address: string): Promise<Body> {
  const response = await fetch(address, { headers: { Accept: 'application/json' }, cache: 'no-store' })
  if (response.status === 401) throw new SignedOut()
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return response.json()
}

function problemOf(body: Partial<Problem>, response: Response): Problem {
  return {
    status: response.status,
    code: body.code ?? 'invalid',
    detail: body.detail ?? `The server answered ${response.status}.`,
    fields: body.fields ?? {},
    details: body.details ?? {},
  }
}
