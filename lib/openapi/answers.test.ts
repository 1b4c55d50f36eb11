import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeDatabase, connectDatabase, withTransaction } from '#db/client.ts'
import { conforming, documentedAnswers } from '#e2e/kit/conformance.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { giveStakeholder } from '#e2e/kit/finish.ts'
import { serveHandlers } from '#e2e/kit/handlers.ts'
import { savedReport } from '#e2e/kit/saved-report.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { startSession } from '#lib/auth/session-row.ts'
import { env } from '#lib/env.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { entryTypes } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'
import { systemActor } from '#lib/incident/policy.ts'
import { startHub, stopHub } from '#lib/live/hub.ts'
import { execute } from '#lib/log/execute.ts'
import { queueDeliveries } from '#lib/messaging/queue.ts'
import { commandWords } from './commands.ts'
import { refusalsOf } from './document.ts'
import { apiRoutes } from './routes.ts'

// One log of every command, each a request.
vi.setConfig({ testTimeout: 60_000 })

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const lotte = await kit.person({ name: 'Lotte Meyer', role: 'observer' })
const cookies = new Map<string, string>()
for (const { id } of [noor, ines, jonas, lotte]) {
  cookies.set(id, `${cookieName()}=${await startSession(id)}`)
}

const handlers = await serveHandlers()
beforeAll(startHub)
afterAll(async () => {
  handlers.stop()
  await stopHub()
})

const seen = new Set<string>()
type Sent = { method?: string; as?: { id: string } | null; body?: unknown; headers?: Record<string, string> }

/** Asks, holds the answer to the document, and remembers which one it was. */
async function ask(path: string, { method = 'GET', as = ines, body, headers = {} }: Sent = {}) {
  const isJson = body !== undefined && !(body instanceof Uint8Array)
  const stop = new AbortController()
  const answer = await fetch(`${handlers.url}${path}`, {
    method,
    headers: {
      ...(as && { cookie: cookies.get(as.id) ?? '' }),
      origin: env().publicUrl,
      'content-type': isJson ? 'application/json' : 'application/octet-stream',
      ...headers,
    },
    ...(body !== undefined && { body: (isJson ? JSON.stringify(body) : body) as string }),
    signal: stop.signal,
  })
  const { which, body: said } = await conforming(method, answer)
  stop.abort()
  seen.add(which)
  return { status: answer.status, said }
}

async function command(
  ref: string,
  body: Record<string, unknown>,
  as: { id: string } = ines,
): Promise<Executed> {
  const { status, said } = await ask(`/api/v1/incidents/${ref}/commands`, { method: 'POST', as, body })
  expect(status, JSON.stringify(said)).toBe(200)
  return said as Executed // The document has just been asked.
}
type Executed = { entries: Entry[]; incident: IncidentView }

const declaration = commandWords.declare_incident.example
async function declare(more: Record<string, unknown> = {}): Promise<string> {
  const { said } = await ask('/api/v1/incidents', { method: 'POST', body: { ...declaration, ...more } })
  return (said as Executed).incident.ref
}

/** The two documents of a resolved incident, from draft to close. */
async function documented(ref: string): Promise<void> {
  const to = [await giveStakeholder(kit.sql)]
  const say = async (type: string, fields: Record<string, unknown> = {}) =>
    (await command(ref, { type, ...fields }, noor)).incident.documents
  const section = (document: string, name: string, body: unknown, as = ines) =>
    ask(`/api/v1/incidents/${ref}/documents/${document}/sections/${name}`, { method: 'POST', body, as })
  await say('draft_report')
  const text = { revision: 0, text: 'Logins failed for 32 minutes.', composedThen: 'Logins failed.' }
  expect((await section('report', 'summary', text)).status).toBe(200)
  expect((await section('report', 'summary', text)).status).toBe(409)
  expect((await section('report', 'summary', { ...text, revision: 'x' })).status).toBe(400)
  expect((await section('report', 'summary', text, lotte)).status).toBe(403)
  expect((await section('report', 'nothing', text)).status).toBe(404)
  expect((await section('report', 'summary', { ...text, text: 'x'.repeat(1_000_001) })).status).toBe(413)
  const saved = await say('save_report_version', { why: 'In fewer words.' })
  const version = saved.report?.saved.version
  await say('approve_report', { version })
  await say('send_report', { version, to, override: 'The rest is not known yet.', note: 'More on Monday.' })
  await say('draft_post_mortem', { ownerId: jonas.id })
  await section('post-mortem', 'learnings', { revision: 0, text: '- Watch connections.', composedThen: '' })
  const comments = `/api/v1/incidents/${ref}/documents/post-mortem/comments`
  const say2 = (body: unknown, as = ines) => ask(comments, { method: 'POST', body, as })
  const { status, said } = await say2({ section: 'learnings', text: 'Which ones?' })
  expect(status).toBe(201)
  expect((await say2({ section: 'nothing', text: 'x' })).status).toBe(400)
  expect((await say2({ section: 'learnings', text: 'x' }, lotte)).status).toBe(403)
  expect((await say2({ section: 'learnings', text: 'x'.repeat(1_000_001) })).status).toBe(413)
  const nowhere = `/api/v1/incidents/INC-999/documents/post-mortem`
  const comment = { section: 'learnings', text: 'x' }
  expect((await ask(`${nowhere}/comments`, { method: 'POST', body: comment })).status).toBe(404)
  const one = `/api/v1/comments/${(said as { id: string }).id}` // The document has just been asked.
  const settle = (body: unknown, as = ines, at = one) => ask(at, { method: 'POST', body, as })
  expect((await settle({ resolved: true })).status).toBe(200)
  expect((await settle({ resolved: false })).status).toBe(200)
  expect((await settle({ resolved: 'x' })).status).toBe(400)
  expect((await settle({ resolved: true }, lotte)).status).toBe(403)
  expect((await settle({ resolved: true, more: 'x'.repeat(1_000_001) })).status).toBe(413)
  const unknown = '/api/v1/comments/0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70'
  expect((await settle({ resolved: true }, ines, unknown)).status).toBe(404)
  const begun = await say('save_post_mortem_version', { why: 'After the meeting.' })
  const written = begun.postMortem.saved?.version
  await say('assign_post_mortem', { meetingAt: '2026-05-18T10:00:00+02:00' })
  await say('review_post_mortem', { version: written })
  await say('publish_post_mortem', { version: written })
  await say('attach_post_mortem', { title: 'In the wiki', url: 'https://example.org/12' })
  await say('send_post_mortem', { version: written, to })
  for (const name of ['report', 'post-mortem']) {
    expect((await ask(`/api/v1/incidents/${ref}/documents/${name}`)).status).toBe(200)
  }
  await say('close')
  const waived = await declare()
  const own = (type: string, fields: Record<string, unknown> = {}) =>
    command(waived, { type, ...fields }, noor)
  await own('resolve', commandWords.resolve.example)
  await own('draft_report')
  await own('approve_report', { version: 1 })
  await own('send_report', { version: 1, to, override: 'Nobody answered it.' })
  await own('close', commandWords.close.example)
  const log = (await ask(`/api/v1/incidents/${waived}/entries`)).said as { entries: Entry[] }
  for (const { type } of log.entries) told.add(type)
}
/** Types of entries in other logs than the first three. */
const told = new Set<string>()

const picture = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const upload = (body: Uint8Array, headers: Record<string, string> = { 'x-file-name': 'graph.png' }) =>
  ask('/api/v1/files', { method: 'POST', body, headers })

test('every command and every type of entry, through the door and out again', async () => {
  const ref = await declare({ impact: { who: 'Customers' } })
  const other = await declare({ topic: 'The same, declared twice' })
  const none = await declare({ kind: 'drill' })
  await command(ref, { type: 'acknowledge' })
  await command(ref, { type: 'take_role', role: 'commander' })
  await command(ref, { type: 'assign_role', role: 'scribe', personId: jonas.id })
  await command(ref, { type: 'release_role', role: 'scribe' }, jonas)
  const offer = { type: 'offer_command', personId: jonas.id, brief: 'All is said.' }
  await command(ref, offer)
  await command(ref, { type: 'decline_command', reason: 'On the train.' }, jonas)
  await command(ref, offer)
  await command(ref, { type: 'accept_command' }, jonas)
  const offered = await command(ref, { ...offer, personId: ines.id }, jonas)
  const later = new Date(Date.now() + 301_000).toISOString()
  await execute(systemActor, ref, { type: 'lapse_offer', seq: offered.incident.seq }, { clock: () => later })
  await command(ref, { type: 'nudge_commander' })
  await command(ref, { type: 'take_over_command', reason: 'Silent.' }, noor)
  const lowered = await command(ref, { type: 'set_severity', severity: 'SEV2', reason: 'Fewer.' }, noor)
  await command(ref, { type: 'undo_change', seq: lowered.incident.seq }, noor)
  await command(ref, { type: 'set_status', status: 'identified' }, noor)
  const at = new Date(Date.now() - 60_000).toISOString()
  await command(ref, { type: 'set_milestone', milestone: 'detectedAt', at, reason: 'Seen.' }, noor)
  await command(ref, { type: 'describe_impact', ...commandWords.describe_impact.example })
  await command(ref, { type: 'state_fact', ...commandWords.state_fact.example })
  await command(ref, { type: 'add_link', ...commandWords.add_link.example })
  await command(ref, { type: 'add_label', ...commandWords.add_label.example })
  await command(ref, { type: 'remove_label', ...commandWords.add_label.example })
  await command(ref, { type: 'set_topic', ...commandWords.set_topic.example })
  const kinds = ['note', 'finding', 'decision', 'action', 'deploy', 'migration', 'configuration']
  for (const kind of kinds) await command(ref, { type: 'log', kind, text: 'A **word**.' })
  const { incident } = await command(ref, { type: 'log', kind: 'note', text: 'hunter2' })
  await command(ref, { type: 'correct_entry', seq: incident.seq, text: 'a secret', reason: 'It was one.' })
  await command(ref, { type: 'pin_entry', seq: incident.seq })
  await command(ref, { type: 'unpin_entry', seq: incident.seq })
  const { said } = await upload(picture)
  const fileId = (said as { id: string }).id // The document has just been asked.
  const attached = await command(ref, { type: 'attach_file', fileId, alt: 'A graph' })
  await command(ref, { type: 'redact_entry', seq: attached.incident.seq, reason: 'Not ours.' }, noor)
  expect((await ask(`/api/v1/files/${fileId}`)).status).toBe(410)
  await command(ref, { type: 'redact_entry', seq: incident.seq, reason: 'A password.' }, noor)
  await command(none, { type: 'cancel', reason: 'None.' }, noor)
  await command(other, { type: 'merge_into', target: ref }, noor)
  await command(ref, { type: 'resolve', ...commandWords.resolve.example }, noor)
  await command(ref, { type: 'reopen', reason: 'Again.' }, noor)
  await command(ref, { type: 'resolve', ...commandWords.resolve.example }, noor)
  await documented(ref)

  const types = new Set<string>(told)
  for (const one of [ref, other, none]) {
    const page = (await ask(`/api/v1/incidents/${one}/entries?limit=500`)).said as { entries: Entry[] }
    for (const { type } of page.entries) types.add(type)
    for (const ending of ['json', 'md', 'pdf']) await ask(`/api/v1/incidents/${one}/report.${ending}`)
    await ask(`/api/v1/incidents/${one}`)
  }
  expect(entryTypes.filter((type) => !types.has(type))).toEqual([])
  await ask(`/api/v1/incidents/${ref}/stream?after=0`)
})

test('what is read besides', async () => {
  await declare({ topic: 'Labels have words that nobody else uses' })
  const more = [
    'incidents.csv',
    'incidents/similar?topic=Customers+cannot+log+in',
    'labels',
    'incidents?q=wrods',
  ]
  for (const path of [
    ...more,
    'incidents',
    'incidents?status=all&q=words',
    'people',
    'openapi.json',
    'stream',
  ]) {
    expect((await ask(`/api/v1/${path}`)).status).toBe(200)
  }
  const { said } = await upload(picture)
  const { id } = said as { id: string }
  expect((await ask(`/api/v1/files/${id}`)).status).toBe(200)
  expect((await ask(`/api/v1/files/${id}`, { headers: { 'if-none-match': `"${id}"` } })).status).toBe(304)
  expect((await ask('/api/health', { as: null })).status).toBe(200)
  await kit.sql(`update people set picture = 'v1' where id = $1`, [ines.id])
  await kit.sql(`insert into pictures (person_id, media_type, bytes) values ($1, 'image/png', $2)`, [
    ines.id,
    Buffer.from(picture),
  ])
  const portrait = `/api/v1/people/${ines.id}/picture`
  expect((await ask(portrait)).status).toBe(200)
  expect((await ask(portrait, { headers: { 'if-none-match': '"v1"' } })).status).toBe(304)
  expect((await ask('/api/v1/audit-log.csv', { as: noor })).status).toBe(200)
})

test('follow-ups and stakeholders, and every problem of theirs', async () => {
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
    // Reports above were sent to others.
    stakeholders: expect.arrayContaining([expect.objectContaining({ name: 'Paul Adler', email: null })]),
  })
  expect(await statusOf(all, { method: 'POST', body: paul })).toBe(409)
  expect(await statusOf(all, { method: 'POST', body: { ...paul, email: 'x' } })).toBe(400)
  expect(await statusOf(all, { method: 'POST', body: paul, as: lotte })).toBe(403)
  expect(await statusOf(all, { method: 'POST', body: { ...paul, name: large } })).toBe(413)
  const change = (path: string, sent: unknown, as = noor) =>
    statusOf(path, { method: 'PATCH', body: sent, as })
  await ask(all, { method: 'POST', body: { ...paul, email: 'other@example.org' } })
  expect(await change(his, { group: null })).toBe(200)
  expect(await change(his, { email: 'other@example.org' })).toBe(409)
  expect(await change(his, { email: 'x' })).toBe(400)
  expect(await change(his, { name: large })).toBe(413)
  expect(await change(his, { group: 'X' }, ines)).toBe(403)
  expect(await change(`${all}/${away}`, { group: 'X' })).toBe(404)
  const remove = (path: string, as = noor) =>
    statusOf(path, { method: 'DELETE', as, headers: { 'content-type': 'application/json' } })
  expect(await remove(his, ines)).toBe(403)
  expect(await remove(his)).toBe(200)
  expect(await remove(`${all}/${away}`)).toBe(404)
  expect(await remove(`${all}/nothing`)).toBe(400)
})

test('deliveries: the list, one, its message, what goes with it', async () => {
  const saved = await savedReport(kit, ines)
  const id = crypto.randomUUID()
  const source = {
    kind: 'report',
    ref: saved.ref,
    version: 1,
    note: null,
    changes: null,
    to: 'Lena',
  } as const
  const delivery = {
    id,
    kind: 'report' as const,
    incidentId: saved.incidentId,
    seq: 1,
    recipient: { id: 's', name: 'Lena', address: 'lena@northfield.example' },
    source,
    dedupeKey: id,
  }
  await withTransaction((tx) =>
    queueDeliveries(tx, [delivery], { now: new Date().toISOString(), untimed: true }),
  )
  const one = `/api/v1/deliveries/${id}`
  const addresses = [
    one,
    `${one}/message`,
    `${one}/message.html`,
    `${one}/files/${saved.ref}-situation-report-v1.md`,
  ]
  for (const path of ['/api/v1/deliveries?limit=1', ...addresses]) {
    expect((await ask(path)).status).toBe(200)
    expect((await ask(path, { as: lotte })).status).toBe(403)
  }
  await kit.sql(`update deliveries set first_tried_at = now() where id = $1`, [id])
  for (const path of addresses.slice(1)) expect((await ask(path)).status).toBe(410)
})

test('every problem that an address may answer with', async () => {
  const ref = await declare()
  const key = { 'idempotency-key': 'the-same' }
  const post = (path: string, body: unknown, more: Sent = {}) => ask(path, { method: 'POST', body, ...more })
  const commands = `/api/v1/incidents/${ref}/commands`
  const large = { ...declaration, reported: 'x'.repeat(1_000_001) }

  expect((await post('/api/v1/incidents', {})).status).toBe(400)
  expect((await post('/api/v1/incidents', declaration, { as: lotte })).status).toBe(403)
  expect((await post('/api/v1/incidents', large)).status).toBe(413)
  await post('/api/v1/incidents', declaration, { headers: key })
  expect((await post('/api/v1/incidents', { ...declaration, topic: 'Other' }, { headers: key })).status).toBe(
    422,
  )

  expect((await post(commands, { type: 'explode' })).status).toBe(400)
  expect((await post(commands, { type: 'close' })).status).toBe(403)
  expect((await post(commands, { type: 'close' }, { as: noor })).status).toBe(409)
  expect((await post(commands, { ...large, type: 'log', kind: 'note' })).status).toBe(413)
  await post(commands, { type: 'acknowledge' }, { headers: { 'idempotency-key': 'another' } })
  const reused = { headers: { 'idempotency-key': 'another' } }
  expect((await post(commands, { type: 'take_role', role: 'commander' }, reused)).status).toBe(422)
  expect((await post('/api/v1/incidents/INC-999/commands', { type: 'acknowledge' })).status).toBe(404)

  const bytes = new Uint8Array([0, 1, 2, 255])
  expect((await upload(bytes)).status).toBe(400)
  const named = { 'x-file-name': 'graph.png' }
  expect((await post('/api/v1/files', picture, { as: lotte, headers: named })).status).toBe(403)
  expect((await upload(new Uint8Array(10_000_001))).status).toBe(413)

  expect((await ask('/api/v1/audit-log.csv')).status).toBe(403)

  const foreign = { headers: { 'sec-fetch-site': 'cross-site' } }
  for (const path of ['/api/v1/stream', `/api/v1/incidents/${ref}/stream`]) {
    expect((await ask(path, foreign)).status).toBe(403)
  }
  for (const { method, path, query, refusals } of apiRoutes) {
    if (method !== 'GET') continue
    const here = addressed(path, ref)
    const isStream = path.endsWith('/stream')
    const wrong = isStream ? 'after=x' : 'limit=0&tz=nowhere&unknown=1'
    if (query) expect((await ask(`${here}?${wrong}`)).status, path).toBe(400)
    if (refusals.includes('not_found')) {
      const away = addressed(path, 'INC-999')
      expect((await ask(away)).status, path).toBe(404)
    }
  }
})

/** The address of a row, of something that may not be there. */
function addressed(path: string, ref = 'INC-1'): string {
  const given: Record<string, string> = {
    ...{ ref, id: '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70', document: 'report', section: 'summary' },
  }
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? name)
}

test('no address answers a stranger, or a method that it does not know', async () => {
  for (const { method, path, isOpen } of apiRoutes) {
    const here = addressed(path)
    const body = method === 'POST' ? {} : undefined
    if (!isOpen) expect((await ask(here, { method, as: null, body })).status).toBe(401)
    expect((await ask(here, { method: 'PUT' })).status).toBe(405)
    seen.add(`${method} ${path} 405`)
  }
})

test('without a database every address says so', async () => {
  await stopHub()
  await closeDatabase()
  // Nothing listens there.
  connectDatabase('postgres://sitrep@127.0.0.1:1/sitrep')
  for (const route of apiRoutes) {
    if (!route.isOpen && !refusalsOf(route).includes('unavailable')) continue
    const here = addressed(route.path)
    const body = route.method === 'POST' ? declaration : undefined
    expect((await ask(here, { method: route.method, body })).status, route.path).toBe(503)
  }
})

test('nothing is documented that was not answered above', () => {
  expect(documentedAnswers().filter((which) => !seen.has(which))).toEqual([])
})
