import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeDatabase, connectDatabase, withTransaction } from '#db/client.ts'
import { type Asking, askDirectory } from '#e2e/kit/answers/directory.ts'
import { askDocuments } from '#e2e/kit/answers/documents.ts'
import { askLinks } from '#e2e/kit/answers/links.ts'
import { conforming, documentedAnswers } from '#e2e/kit/conformance.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { serveHandlers } from '#e2e/kit/handlers.ts'
import { savedReport } from '#e2e/kit/saved-report.ts'
import { updateKit } from '#e2e/kit/updates.ts'
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
import type { Reach } from '#lib/share-link/model.ts'
import { commandWords } from './commands.ts'
import { refusalsOf } from './document.ts'
import { apiRoutes } from './routes.ts'

// One log of every command, each a request.
vi.setConfig({ testTimeout: 600_000 })

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

const { subscribe } = updateKit(kit, noor)
const handlers = await serveHandlers()
beforeAll(() => startHub())
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

const asking: Asking = {
  kit,
  ask,
  command,
  declare: (more) => declare(more),
  as: { noor, ines, jonas, lotte },
}

const declaration = commandWords.declare_incident.example
async function declare(more: Record<string, unknown> = {}): Promise<string> {
  const { said } = await ask('/api/v1/incidents', { method: 'POST', body: { ...declaration, ...more } })
  return (said as Executed).incident.ref
}

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
  const nextUpdateAt = new Date(Date.now() + 600_000).toISOString()
  const update = { ...commandWords.publish_update.example, nextUpdateAt }
  const draft = async () =>
    (await command(ref, { type: 'draft_update', ...update })).incident.updates.draft?.seq ?? 0
  await command(ref, { type: 'return_update', seq: await draft(), reason: 'It names the vendor.' }, noor)
  await command(ref, { type: 'approve_update', seq: await draft() }, noor)
  await command(ref, { type: 'publish_update', ...update }, noor)
  const after = (seconds: number) => () => new Date(Date.now() + seconds * 1000).toISOString()
  const promised = { dueAt: nextUpdateAt }
  const nudge = { type: 'nudge_update', ...promised, minutes: 5 }
  await execute(systemActor, ref, nudge, { clock: after(400) })
  await execute(systemActor, ref, { type: 'note_overdue_update', ...promised }, { clock: after(700) })
  const told = await askDocuments(asking, ref)
  await command(ref, { type: 'share_documents', report: true, postMortem: false }, noor)

  const types = new Set<string>(told)
  for (const one of [ref, other, none]) {
    const page = (await ask(`/api/v1/incidents/${one}/entries?limit=500`)).said as { entries: Entry[] }
    for (const { type } of page.entries) types.add(type)
    for (const ending of ['json', 'md', 'pdf']) {
      await ask(`/api/v1/incidents/${one}/report.${ending}`)
      await ask(`/api/v1/incidents/${one}/post-mortem.${ending}`)
    }
    await ask(`/api/v1/incidents/${one}`)
  }
  expect(entryTypes.filter((type) => !types.has(type))).toEqual([])
  await ask(`/api/v1/incidents/${ref}/stream?after=0`)
})

test('what is read besides', async () => {
  await declare({ topic: 'Labels have words that nobody else uses' })
  const more = [
    'incidents.csv',
    'incidents/INC-1/bundle.zip',
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
  await askDirectory(asking)
})

test('stakeholder links, and every problem of theirs', async () => {
  await askLinks(asking)
})

test('where a public update goes, for those who may write one', async () => {
  const ref = await declare()
  const reach = async () => (await ask(`/api/v1/incidents/${ref}/reach`)).said as Reach // the document has just been asked
  // Those to everything current lead to it too.
  await ask('/api/v1/links', { method: 'POST', as: noor, body: { label: 'Screen' } })
  const before = await reach()
  expect(before.links).toBeGreaterThan(0)
  await ask(`/api/v1/incidents/${ref}/links`, { method: 'POST', as: noor, body: { label: 'Board' } })
  await subscribe()
  await subscribe({ channel: 'webhook', address: 'https://example.org/hook', secret: 'whsec_x' })
  expect(await reach()).toEqual({
    links: before.links + 1,
    email: before.email + 1,
    webhooks: before.webhooks + 1,
    lost: 0,
  })
  expect((await ask(`/api/v1/incidents/${ref}/reach`, { as: lotte })).status).toBe(403)
  const body = {
    ...{ title: '', headline: '<b>Now</b>', text: '', state: 'over', affected: [], nextUpdateAt: null },
    corrects: null,
  }
  const preview = (sent: unknown, as = ines, at = ref) =>
    ask(`/api/v1/incidents/${at}/updates/preview`, { method: 'POST', body: sent, as })
  const { page, mail } = (await preview(body)).said as Record<'page' | 'mail', string>
  expect(page).toContain('&lt;b&gt;Now&lt;/b&gt;')
  expect(mail).toMatchObject({ subject: expect.stringContaining('<b>Now</b>') })
  expect((await preview({ ...body, state: 'fine' })).status).toBe(400)
  expect((await preview(body, lotte)).status).toBe(403)
  expect((await preview(body, ines, 'INC-999')).status).toBe(404)
  expect((await preview({ ...body, text: 'x'.repeat(1_000_001) })).status).toBe(413)
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
