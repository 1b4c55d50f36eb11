import type { Person } from './accounts.ts'
import { request } from './api.ts'
import type { App } from './app.ts'
import { ask } from './ask.ts'

/** `path`: where it is on each process. */
export type MadeLink = { id: string; url: string; token: string; path: string }

/**
 * A stakeholder link as it is made: by the API, as the Commander or an admin. `ref` null: to everything current, which
 * takes an admin.
 */
export async function makeLink(
  app: App,
  by: Pick<Person, 'token'>,
  ref: string | null,
  body: { label?: string; expiresAt?: string | null } = {},
): Promise<MadeLink> {
  const answer = await request(app, by, linksOf(ref), { label: 'Board', ...body })
  if (answer.status !== 201) throw new Error(`No link was made: ${answer.status} ${await answer.text()}`)
  // The API's own answer; its shape is held to the document elsewhere.
  const { id, url } = (await answer.json()) as { id: string; url: string }
  const token = url.slice(url.lastIndexOf('/') + 1)
  return { id, url, token, path: `/s/${token}` }
}

/** What a process answers at the path, once it has heard of the link. */
export async function visitLink({ url }: Pick<App, 'url'>, path: string): Promise<Response> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const answer = await ask(url + path)
    if (answer.status !== 404 || Date.now() > deadline) return answer
    await answer.text()
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** Revokes it, or says by which status that was refused. */
export async function dropLink(
  app: App,
  { token }: Pick<Person, 'token'>,
  ref: string | null,
  id: string,
): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await ask(`${app.url}/api/v1${linksOf(ref)}/${id}`, { method: 'DELETE', headers })).status
}

/** Below /api/v1. */
export function linksOf(ref: string | null): string {
  return ref === null ? '/links' : `/incidents/${ref}/links`
}
