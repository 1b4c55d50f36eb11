/** What the API answers about follow-ups and stakeholders, right and wrong: asked once each. For tests alone. */
import { expect } from 'vitest'
import type { TestDatabase, TestPerson } from '#e2e/kit/database.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'

type Who = { id: string }
export type Sent = {
  method?: string
  as?: Who | null
  body?: unknown
  headers?: Record<string, string>
}

/** How a test asks, and as whom: an admin, two members, an observer. */
export type Asking = {
  kit: TestDatabase
  ask: (path: string, sent?: Sent) => Promise<{ status: number; said: unknown }>
  command: (
    ref: string,
    body: Record<string, unknown>,
    as?: Who,
  ) => Promise<{ entries: Entry[]; incident: IncidentView }>
  declare: (more?: Record<string, unknown>) => Promise<string>
  as: Record<'noor' | 'ines' | 'jonas' | 'lotte', TestPerson>
}

/** Asks for every answer and every problem of both. */
export async function askDirectory({ ask, declare, as: { noor, ines, lotte } }: Asking): Promise<void> {
  const ref = await declare()
  const at = `/api/v1/incidents/${ref}/follow-ups`
  const statusOf = async (path: string, sent: Sent) => (await ask(path, sent)).status
  const body = { title: 'Set lock_timeout', kind: 'prevent' }
  const added = await ask(at, { method: 'POST', body })
  expect(added.status).toBe(201)
  const { id, changedAt } = added.said as { id: string; changedAt: string } // the document has just been asked
  const one = `/api/v1/follow-ups/${id}`
  const patch = (sent: unknown, more: Sent = {}) => statusOf(one, { method: 'PATCH', body: sent, ...more })
  expect(await patch({ title: 'Set it to 2 s', changedAt })).toBe(200)
  expect(await patch({ title: 'Set it to 3 s', changedAt })).toBe(409)
  expect(await patch({ state: 'dropped' })).toBe(400)
  expect(await patch({ state: 'done', title: 'Both' })).toBe(400)
  expect(await patch([])).toBe(400)
  expect(await patch({ state: 'done' }, { as: lotte })).toBe(403)
  expect(await patch({ state: 'in_progress' })).toBe(200)
  const large = 'x'.repeat(1_000_001)
  expect(await patch({ title: large })).toBe(413)
  const away = '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70'
  expect(await statusOf(`/api/v1/follow-ups/${away}`, { method: 'PATCH', body: { state: 'done' } })).toBe(404)
  expect(await statusOf(at, { method: 'POST', body: {} })).toBe(400)
  expect(await statusOf(at, { method: 'POST', body, as: lotte })).toBe(403)
  expect(await statusOf(at, { method: 'POST', body: { ...body, title: large } })).toBe(413)
  for (const gone of ['INC-999', 'nothing']) {
    expect(await statusOf(`/api/v1/incidents/${gone}/follow-ups`, { method: 'POST', body })).toBe(404)
  }
  for (const query of ['', '?due=overdue', '?state=all&q=lock&limit=1']) {
    expect(await statusOf(`/api/v1/follow-ups${query}`, {})).toBe(200)
  }
  expect(await statusOf('/api/v1/follow-ups/fitting?topic=Lock+timeout', {})).toBe(200)
  expect(await statusOf(`/api/v1/follow-ups/fitting?ref=${ref}`, {})).toBe(200)

  const all = '/api/v1/stakeholders'
  const paul = { name: 'Paul Adler', email: 'paul@example.org', group: 'Board' }
  const person = await ask(all, { method: 'POST', body: paul })
  expect(person.status).toBe(201)
  const his = `${all}/${(person.said as { id: string }).id}`
  expect(await statusOf(all, {})).toBe(200)
  expect((await ask(all, { as: lotte })).said).toMatchObject({
    stakeholders: expect.arrayContaining([expect.objectContaining({ name: 'Paul Adler', email: null })]),
  })
  expect(await statusOf(all, { method: 'POST', body: paul })).toBe(409)
  expect(await statusOf(all, { method: 'POST', body: { ...paul, email: 'x' } })).toBe(400)
  expect(await statusOf(all, { method: 'POST', body: paul, as: lotte })).toBe(403)
  expect(await statusOf(all, { method: 'POST', body: { ...paul, name: large } })).toBe(413)
  const change = (path: string, sent: unknown, as: Who = noor) =>
    statusOf(path, { method: 'PATCH', body: sent, as })
  await ask(all, { method: 'POST', body: { ...paul, email: 'other@example.org' } })
  expect(await change(his, { group: null })).toBe(200)
  expect(await change(his, { updates: ['SEV1'] })).toBe(200)
  expect(await change(his, { updates: ['SEV9'] })).toBe(400)
  expect(await change(his, { email: 'other@example.org' })).toBe(409)
  expect(await change(his, { email: 'x' })).toBe(400)
  expect(await change(his, { name: large })).toBe(413)
  expect(await change(his, { group: 'X' }, ines)).toBe(403)
  expect(await change(`${all}/${away}`, { group: 'X' })).toBe(404)
  const remove = (path: string, as: Who = noor) =>
    statusOf(path, { method: 'DELETE', as, headers: { 'content-type': 'application/json' } })
  expect(await remove(his, ines)).toBe(403)
  expect(await remove(his)).toBe(200)
  expect(await remove(`${all}/${away}`)).toBe(404)
  expect(await remove(`${all}/nothing`)).toBe(400)

  const hooks = '/api/v1/webhooks'
  const wiki = { name: 'Wiki', url: 'https://wiki.example.org/hooks', severities: ['SEV1'] }
  const post = (sent: unknown, as: Who = noor) => ask(hooks, { method: 'POST', body: sent, as })
  const hook = await post(wiki)
  expect(hook.status).toBe(201)
  expect((await post(wiki)).status).toBe(409)
  expect((await post({ ...wiki, url: 'https://10.0.0.1/' })).status).toBe(400)
  expect((await post(wiki, ines)).status).toBe(403)
  expect((await post({ ...wiki, name: large })).status).toBe(413)
  expect(await statusOf(hooks, { as: noor })).toBe(200)
  expect(await statusOf(hooks, {})).toBe(403)
  expect(await remove(`${hooks}/${(hook.said as { id: string }).id}`, ines)).toBe(403)
  expect(await remove(`${hooks}/${(hook.said as { id: string }).id}`)).toBe(200)
  expect(await remove(`${hooks}/${away}`)).toBe(404)
  expect(await remove(`${hooks}/nothing`)).toBe(400)
}
