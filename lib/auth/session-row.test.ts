import { createHash } from 'node:crypto'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { endSession, endSessionsOf, findSession, startSession } from './session-row.ts'

const kit = await testDatabase()

beforeAll(async () => {
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
  )
})

/** Moves the times of a session into the past. */
async function age(token: string, columns: Record<string, string>) {
  const sets = Object.entries(columns).map(([name, by]) => `${name} = now() - interval '${by}'`)
  await kit.sql(`update sessions set ${sets.join(', ')} where token_hash = $1`, [hashOf(token)])
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

test('a session is found by its cookie, of which only the hash is stored', async () => {
  const ines = await kit.person({ role: 'admin' })
  const token = await startSession(ines.id)
  const session = await findSession(token)
  expect(session).toMatchObject({
    person: { id: ines.id, name: 'Ines Okafor', role: 'admin', timeZone: null },
    organisation: { name: 'Northfield', timeZone: 'Europe/Berlin' },
    sessionHash: hashOf(token).toString('hex'),
  })
  const rows = await kit.sql('select * from sessions where person_id = $1', [ines.id])
  expect(JSON.stringify(rows)).not.toContain(token)
})

test.each(['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}\u0000`, 'a'.repeat(10_000)])(
  'a cookie that is none finds nobody (%#)',
  async (token) => {
    expect(await findSession(token)).toBeNull()
  },
)

test.each([
  ['used 11 h 59 min ago', { seen_at: '11 hours 59 minutes' }, true],
  ['idle for 12 h', { seen_at: '12 hours' }, false],
  ['begun 6 d 23 h ago', { created_at: '6 days 23 hours' }, true],
  ['begun 7 d ago', { created_at: '7 days' }, false],
  ['ended', { ended_at: '1 second' }, false],
] as const)('a session %s is good: %s', async (_, columns, isGood) => {
  const token = await startSession((await kit.person()).id)
  await age(token, columns)
  expect((await findSession(token)) !== null).toBe(isGood)
})

test('use is noted once a minute, not more', async () => {
  const token = await startSession((await kit.person()).id)
  const seen = async () => {
    const [row] = await kit.sql<{ seen_at: Date }>('select seen_at from sessions where token_hash = $1', [
      hashOf(token),
    ])
    return row?.seen_at.getTime() ?? 0
  }
  await age(token, { seen_at: '30 seconds' })
  const before = await seen()
  await findSession(token)
  expect(await seen()).toBe(before)
  await age(token, { seen_at: '2 minutes' })
  await findSession(token)
  expect(await seen()).toBeGreaterThan(before)
})

test('who is disabled is nobody from the next request on', async () => {
  const ines = await kit.person()
  const token = await startSession(ines.id)
  await kit.sql('update people set disabled_at = now() where id = $1', [ines.id])
  expect(await findSession(token)).toBeNull()
})

test('ending a session tells every process, and leaves other sessions alone', async () => {
  const ines = await kit.person()
  const [one, other] = [await startSession(ines.id), await startSession(ines.id)]
  const heard = await hearing(() => endSession(one))
  expect(heard).toEqual([hashOf(one).toString('hex')])
  expect(await findSession(one)).toBeNull()
  expect(await findSession(other)).not.toBeNull()
  expect(await hearing(() => endSession(one))).toEqual([])
})

test('ending the sessions of a person may spare one', async () => {
  const ines = await kit.person()
  const [one, other] = [await startSession(ines.id), await startSession(ines.id)]
  const theirs = await startSession((await kit.person()).id)
  const heard = await hearing(() =>
    withTransaction((tx) => endSessionsOf(tx, ines.id, { except: hashOf(one).toString('hex') })),
  )
  expect(heard).toEqual([`person:${ines.id}`])
  expect(await findSession(one)).not.toBeNull()
  expect(await findSession(other)).toBeNull()
  expect(await findSession(theirs)).not.toBeNull()
})

/** What is notified on sitrep_session while `work` runs; notifications come in the order of the commits. */
async function hearing(work: () => Promise<unknown>): Promise<string[]> {
  const client = new pg.Client({ connectionString: kit.url })
  await client.connect()
  try {
    const heard: string[] = []
    const last = new Promise<void>((resolve) => {
      client.on('notification', ({ payload = '' }) => (payload === 'done' ? resolve() : heard.push(payload)))
    })
    await client.query('listen sitrep_session')
    await work()
    await client.query(`notify sitrep_session, 'done'`)
    await last
    return heard
  } finally {
    await client.end()
  }
}
