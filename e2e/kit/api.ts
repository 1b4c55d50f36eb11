import { setTimeout as pause } from 'node:timers/promises'
import { v7 } from 'uuid'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'
import type { Person } from './accounts.ts'
import type { App } from './app.ts'
import { ask } from './ask.ts'

export type Answer = { entries: Entry[]; incident: IncidentView }
export type Declaration = Partial<{
  topic: string
  severity: 'SEV1' | 'SEV2' | 'SEV3'
  reported: string
  reportedBy: string
  source: string
  reportedAt: string
  impact: { who?: string; how?: string }
  kind: 'real' | 'drill'
}>

/** The REST API of one process, as one person by Bearer token. Throws when the answer is no success. */
export function api(app: App, person: Person) {
  const send = async (path: string, body?: unknown, key: string = v7()): Promise<unknown> => {
    const answer = await insist(app, person, path, body, key)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return JSON.parse(text)
  }
  return {
    /** The API's own answers; their shapes are asserted where they matter. */
    get: (path: string) => send(path),
    declare: async (given: Declaration = {}) =>
      (await send('/incidents', { ...declaration, ...given })) as Answer,
    /** Somebody in the directory, to send to. */
    addStakeholder: async (name = 'Astrid Holm') =>
      (await send('/stakeholders', { name, email: `${v7()}@example.org` })) as { id: string },
    command: async (ref: string, command: { type: string; [field: string]: unknown }) =>
      (await send(`/incidents/${ref}/commands`, command)) as Answer,
  }
}

/** One request with a Bearer token, whatever the answer. Paths are below /api/v1. */
export async function request(
  app: App,
  { token }: Pick<Person, 'token'>,
  path: string,
  body?: unknown,
  key: string = v7(),
): Promise<Response> {
  const common = {
    authorization: `Bearer ${token}`,
    // Unpacked, so that a proxy between can read what passes.
    'accept-encoding': 'identity',
  }
  const url = `${app.url}/api/v1${path}`
  if (body === undefined) return await ask(url, { headers: common })
  return await ask(url, {
    method: 'POST',
    headers: { ...common, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })
}

/**
 * The same, asked again while a database that is held up answers 503: with the same key, as every client is told to. The
 * last answer, whatever it is.
 */
export async function insist(...[app, person, path, body, key = v7()]: Parameters<typeof request>) {
  for (let tries = 1; ; tries++) {
    const answer = await request(app, person, path, body, key)
    if (answer.status !== 503 || tries === 5) return answer
    await pause(Number(answer.headers.get('retry-after') ?? 2) * 1000)
  }
}

const declaration = {
  topic: 'Patients cannot open their lab results',
  severity: 'SEV2',
  reported: 'Since this morning the results page stays blank for everybody who calls.',
  reportedBy: 'Hotline, Mara Lindqvist',
  source: 'Call from operations',
}
