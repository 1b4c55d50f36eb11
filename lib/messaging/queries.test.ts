import { beforeEach, expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { savedReport } from '#e2e/kit/saved-report.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { linkHolder, systemActor } from '#lib/people/policy.ts'
import { newBreaker } from './breaker.ts'
import { deliver } from './deliver.ts'
import { forgetMessagesOf } from './forget.ts'
import { deliveryPlace } from './input.ts'
import {
  getAttached,
  getDelivery,
  getMessage,
  listDeliveries,
  listSendings,
  listSuppressed,
} from './queries.ts'
import { type NewDelivery, queueDeliveries } from './queue.ts'
import { outboxTransport } from './transport/outbox.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const lotte = await kit.person({ name: 'Lotte Meyer', role: 'observer' })
const { incidentId, ref } = await savedReport(kit, ines)
await execute(ines, ref, { type: 'take_role', role: 'commander' })

beforeEach(async () => {
  await kit.sql('truncate deliveries, suppressions cascade')
})

const transport = { ...outboxTransport(), breaker: newBreaker() }
let minutes = 0
async function queue(more: Partial<NewDelivery> = {}): Promise<string> {
  const id = crypto.randomUUID()
  const now = new Date(Date.now() + ++minutes).toISOString()
  const delivery: NewDelivery = {
    id,
    incidentId,
    seq: 1,
    recipient: { id: 's-1', name: 'Lena Vogel', address: 'lena@northfield.example' },
    source: { kind: 'report', ref, version: 1, note: null, changes: null, to: 'Lena Vogel' },
    dedupeKey: id,
    ...more,
  }
  await withTransaction((tx) => queueDeliveries(tx, [delivery], { now }))
  return id
}
const later = () => new Date(Date.now() + 60_000).toISOString()
const fail = (id: string) =>
  kit.sql(`update deliveries set state = 'failed', trouble = 'No.' where id = $1`, [id])

test('newest first, in pages by key, filtered by state, kind and incident', async () => {
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.unshift(await queue())
  const first = await listDeliveries(noor, { limit: 2 })
  const second = await listDeliveries(noor, { limit: 2, cursor: first.nextCursor ?? '' })
  const third = await listDeliveries(noor, { limit: 2, cursor: second.nextCursor ?? '' })
  const all = [first, second, third].flatMap(({ deliveries }) => deliveries.map(({ id }) => id))
  expect(all).toEqual(ids)
  expect(third.nextCursor).toBeNull()
  await fail(ids[1] ?? '')
  const found = async (query: object) => (await listDeliveries(noor, query)).deliveries.map(({ id }) => id)
  expect(await found({ state: 'failed' })).toEqual([ids[1]])
  expect(await found({ kind: 'invitation' })).toEqual([])
  expect(await found({ incident: ref })).toEqual(ids)
  expect(await found({ incident: 'INC-999' })).toEqual([])
  expect((await listSendings(ines, incidentId, 'report')).map(({ id }) => id)).toEqual(ids)
  expect((await listSendings(ines, incidentId, 'report'))[0]).toMatchObject({
    version: 1,
    ref,
    kind: 'report',
  })
  expect(await listSendings(ines, incidentId, 'post_mortem')).toEqual([])
})

test('addresses in full for admins, masked for members, nothing for observers', async () => {
  const id = await queue()
  await kit.sql(`insert into suppressions values ('gone@northfield.example', 'bounced', now())`)
  expect((await getDelivery(noor, id)).recipient.address).toBe('lena@northfield.example')
  expect((await listSuppressed(noor))[0]?.address).toBe('gone@northfield.example')
  const seen = [
    await listDeliveries(ines, {}),
    await getDelivery(ines, id),
    await getMessage(ines, id),
    await listSendings(ines, incidentId, 'report'),
    await listSuppressed(ines),
  ]
  expect(JSON.stringify(seen)).not.toMatch(/lena@|gone@/)
  expect(seen[1]).toMatchObject({ recipient: { address: 'l…@northfield.example' } })
  for (const read of [
    listDeliveries(lotte, {}),
    getDelivery(lotte, id),
    getMessage(lotte, id),
    listSuppressed(lotte),
  ]) {
    await expect(read).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test('whoever came by a link is called by their address: it is masked wherever a member reads it', async () => {
  const { link, publish } = updateKit(kit, noor)
  const { token } = await link(incidentId)
  await change(linkHolder, 'subscribe', { token, email: 'lena@example.org' })
  const [asked] = await kit.sql<{ secret: string }>('select secret from deliveries')
  await change(linkHolder, 'confirm_subscription', { token: asked?.secret ?? '' })
  await change(systemActor('jobs'), 'tell_subscribers', { ref, seq: await publish(ref) })
  // As their mail program may say it, and as somebody may call a webhook.
  await queue({ recipient: { id: 's-2', name: 'Lena <lena@example.org>', address: 'lena@example.org' } })
  const url = 'https://wiki.example.org/hooks/s3cret'
  await queue({
    channel: 'webhook',
    recipient: { id: 's-3', name: url, address: url },
    source: { kind: 'public_update' },
  })
  const whole = await listDeliveries(noor, {})
  const named = (kind: string) => whole.deliveries.find((one) => one.kind === kind && one.channel === 'email')
  for (const kind of ['subscription', 'public_update']) {
    expect(named(kind)?.recipient).toMatchObject({ name: 'lena@example.org', address: 'lena@example.org' })
    const seen = await getDelivery(ines, named(kind)?.id ?? '')
    expect(seen.recipient).toMatchObject({ name: 'l…@example.org', address: 'l…@example.org' })
    const { to } = await getMessage(ines, seen.id)
    expect(to).toEqual({ name: 'l…@example.org', address: 'l…@example.org' })
  }
  const read = [await listDeliveries(ines, {}), await listSendings(ines, incidentId, 'report')]
  expect(JSON.stringify(read)).not.toMatch(/lena@|s3cret/)
  expect(read[1]).toMatchObject([{ recipient: { name: 'Lena <l…@example.org>' } }])
})

test('a message opens as it went, with what goes with it; not after a redaction', async () => {
  const id = await queue()
  await deliver(id, { transport, clock: later })
  const message = await getMessage(ines, id)
  expect(message.subject).toBe(`[SEV2] ${ref} Login`)
  const markdown = await getAttached(ines, id, `${ref}-situation-report-v1.md`)
  expect(markdown.bytes.toString('utf8')).toContain('Version 1, approved by')
  await expect(getAttached(ines, id, 'other.md')).rejects.toMatchObject({ code: 'not_found' })
  for (const none of ['x', crypto.randomUUID(), '\u0000']) {
    await expect(getMessage(ines, none)).rejects.toMatchObject({ code: 'not_found' })
  }
  await withTransaction((tx) => forgetMessagesOf(tx, incidentId))
  await expect(getMessage(ines, id)).rejects.toMatchObject({ code: 'gone' })
})

test('a one-time link is hidden from whoever opens the message', async () => {
  const secret = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
  const id = await queue({
    incidentId: null,
    seq: null,
    source: { kind: 'invitation' },
    secret,
  })
  const message = await getMessage(noor, id)
  expect(JSON.stringify(message)).not.toContain(secret)
  expect(message.text).toMatch(/\/join\?token=…hidden…/)
})

test('one that failed is sent again by the Commander or an admin, once; never one with a link', async () => {
  const id = await queue()
  const again = (actor: typeof noor, deliveryId = id) => change(actor, 'resend_delivery', { deliveryId })
  await expect(again(ines)).rejects.toMatchObject({ code: 'conflict' })
  await fail(id)
  await expect(again(jonas)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(again(lotte)).rejects.toMatchObject({ code: 'forbidden' })
  const { deliveryId } = await again(ines)
  expect(await getDelivery(noor, deliveryId)).toMatchObject({ state: 'pending', ref, version: 1 })
  expect(await getDelivery(noor, id)).toMatchObject({ state: 'failed' })
  await expect(again(noor)).rejects.toMatchObject({ code: 'conflict' })
  // Another sending of the same version brings it: the one that failed is not needed any more.
  await kit.sql('truncate deliveries cascade')
  const failed = await queue()
  await fail(failed)
  const newer = await queue()
  await expect(again(noor, failed)).rejects.toMatchObject({ code: 'conflict' })
  await fail(newer)
  await again(noor, failed)
  const invited = await queue({
    incidentId: null,
    seq: null,
    source: { kind: 'invitation' },
    secret: 'x',
  })
  await fail(invited)
  await expect(again(noor, invited)).rejects.toMatchObject({ code: 'conflict' })
  await expect(again(noor, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
})

test('an admin lifts a suppression, and the audit log says so; a member does not', async () => {
  await kit.sql(`insert into suppressions values ('lena@northfield.example', 'bounced', now())`)
  const id = await queue()
  expect(await getDelivery(noor, id)).toMatchObject({ state: 'failed' })
  await expect(change(noor, 'resend_delivery', { deliveryId: id })).rejects.toMatchObject({
    code: 'conflict',
  })
  const address = 'Lena@northfield.example'
  await expect(change(ines, 'lift_suppression', { address })).rejects.toMatchObject({ code: 'forbidden' })
  await change(noor, 'lift_suppression', { address })
  await change(noor, 'resend_delivery', { deliveryId: id })
  const audit = await kit.sql(`select action, details from audit_log order by at desc limit 2`)
  expect(audit).toMatchObject([
    { action: 'resend_delivery', details: { name: 'Lena Vogel' } },
    { action: 'lift_suppression', details: { address: 'lena@northfield.example', reason: 'bounced' } },
  ])
})

test('what cannot be read in an address counts as absent', () => {
  expect(
    deliveryPlace({ state: 'failed', kind: ['report'], cursor: 'x', incident: 'inc-1', limit: '1' }),
  ).toEqual({
    state: 'failed',
    incident: 'INC-1',
  })
})
