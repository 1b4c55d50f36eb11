import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import type { Channel } from '#lib/messaging/model.ts'
import { getReach } from '#lib/share-link/reach/queries.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'admin' })
const vera = await kit.person({ name: 'Vera Brandt', role: 'observer' })
const now = '2026-05-14T12:00:00.000Z'
const at = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()

test('links that hold and subscribers who confirmed, of the incident and of its severity', async () => {
  const { id, ref } = await declare('Live')
  const other = await declare('Another')
  const ended = await declare('Ended')
  const drill = await declare('Drill', 'drill')
  const mine = await link(id)
  await link(id, { expires: at(1) })
  await link(id, { expires: at(0) })
  const revoked = await link(id, { revoked: at(-1) })
  // By the clock of a process that lags.
  await link(id, { revoked: at(1) })
  await link(null)
  await link(other.id)
  await kit.sql('update public_states set ended_at = $2 where incident_id = $1', [ended.id, at(-7)])
  await link(ended.id)
  await link(ended.id, { expires: at(1) })

  await subscriber({ incident: id, link: mine })
  await subscriber({ incident: id, link: revoked })
  await subscriber({ incident: id, confirmed: null })
  await subscriber({ incident: id, ended: at(-1) })
  await subscriber({ severities: ['SEV1', 'SEV2'] })
  await subscriber({ severities: ['SEV3'] })
  await subscriber({ incident: other.id })
  await subscriber({ incident: id, channel: 'webhook' })

  expect(await getReach(ines, ref.toLowerCase(), now)).toEqual({ links: 3, email: 2, webhooks: 1, lost: 0 })
  expect(await getReach(ines, ended.ref, now)).toEqual({ links: 2, email: 1, webhooks: 0, lost: 0 })
  // A drill reaches nobody but those whom it was made for.
  expect(await getReach(ines, drill.ref, now)).toEqual({ links: 0, email: 0, webhooks: 0, lost: 0 })
})

test('before the first update those of the present severity are counted; after it whoever has heard one, too', async () => {
  const { id, ref } = await declare('Moves')
  await kit.sql('truncate subscribers cascade')
  for (const severity of ['SEV1', 'SEV2', 'SEV3']) await subscriber({ severities: [severity] })
  const counted = async () => (await getReach(ines, ref, new Date().toISOString())).email
  const severity = (to: string) =>
    execute(ines, ref, { type: 'set_severity', severity: to, reason: 'More is known' })
  expect(await counted()).toBe(1)
  await severity('SEV2')
  expect(await counted()).toBe(1)
  const { publish } = updateKit(kit, ines)
  await publish(ref)
  expect(await counted()).toBe(1)
  await severity('SEV3')
  expect(await counted()).toBe(2)
  await subscriber({ incident: id })
  expect(await counted()).toBe(3)
})

test('an observer is not told, and what is no incident is none', async () => {
  const { ref } = await declare('Closed to observers')
  await expect(getReach(vera, ref, now)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(getReach(ines, 'INC-9999', now)).rejects.toMatchObject({ code: 'not_found' })
  await expect(getReach(ines, 'all', now)).rejects.toMatchObject({ code: 'not_found' })
})

async function declare(topic: string, kind = 'real'): Promise<{ id: string; ref: string }> {
  const words = { topic, kind, severity: 'SEV1', reported: topic, reportedBy: 'Mara', source: 'Phone call' }
  const actor: Actor = ines
  const { incident } = await execute(actor, null, { type: 'declare_incident', ...words })
  return incident
}

async function link(
  incident: string | null,
  { expires, revoked }: { expires?: string; revoked?: string } = {},
): Promise<string> {
  const id = v7()
  await kit.sql(
    `insert into share_links (id, token_hash, incident_id, label, created_at, created_by_id, created_by_name, expires_at, revoked_at)
     values ($1::uuid, decode(md5($1::uuid::text) || md5($1::uuid::text), 'hex'), $2, 'Support', $3, $4, 'Ines Okafor', $5, $6)`,
    [id, incident, at(-30), ines.id, expires ?? null, revoked ?? null],
  )
  return id
}

type Subscribed = {
  incident?: string
  severities?: string[]
  link?: string
  channel?: Channel
  confirmed?: string | null
  ended?: string
}

async function subscriber({
  incident,
  severities = [],
  link,
  channel = 'email',
  confirmed = at(-1),
  ended,
}: Subscribed): Promise<void> {
  await kit.sql(
    `insert into subscribers (id, channel, incident_id, severities, link_id, name, address, secret, created_at, confirmed_at, ended_at, end_reason)
     values ($1::uuid, $2, $3, $4, $5, 'Astrid', $1::uuid::text || '@example.org', $6, $7, $8, $9, $10)`,
    [
      v7(),
      channel,
      incident ?? null,
      severities,
      link ?? null,
      channel === 'webhook' ? 'whsec_x' : null,
      at(-2),
      confirmed,
      ended ?? null,
      ended ? 'unsubscribed' : null,
    ],
  )
}
