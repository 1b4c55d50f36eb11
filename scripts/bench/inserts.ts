import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { undisturbed } from './figures.ts'

const rounds = 1_000

/** What writing one entry costs, in reads of one row by its primary key: as it is, and without the words for search. */
export async function measureInserts(client: pg.Client): Promise<{ withWords: number; without: number }> {
  const withWords = await insideOf(client, async () => await ratio(client))
  const without = await insideOf(client, async () => {
    await client.query('alter table entries drop column words')
    return await ratio(client)
  })
  return { withWords, without }
}

/** In a transaction of its own that leaves nothing behind. */
async function insideOf<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    return await work()
  } finally {
    await client.query('rollback')
  }
}

async function ratio(client: pg.Client): Promise<number> {
  const id = randomUUID()
  await client.query(
    `insert into incidents (id, ref, kind, head_hash, fold_version, topic, severity, status, reported_at)
     values ($1, 'INC-1', 'real', '', 1, 'Topic', 'SEV2', 'reported', now())`,
    [id],
  )
  const [reads, writes]: [number[], number[]] = [[], []]
  for (let seq = 1; seq <= rounds; seq++) {
    reads.push(await timed(() => client.query({ name: 'read', text: readOne, values: [id] })))
    writes.push(await timed(() => client.query({ name: 'write', text: writeOne, values: valuesOf(id, seq) })))
  }
  return Math.round((undisturbed(writes) / undisturbed(reads)) * 10) / 10
}

const readOne = 'select ref from incidents where id = $1'
const writeOne = `insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
  values ($1, $2, $3, $4, 0, $5, $5, '', '')`

function valuesOf(id: string, seq: number): unknown[] {
  const [commandId, at] = [randomUUID(), new Date().toISOString()]
  const text = `Entry ${seq}: the lock is held by the migration, p95 of POST /session is 29.8 s. We wait for the index.`
  const body = {
    commandId,
    occurredAt: at,
    payload: { kind: 'note', text },
    recordedAt: at,
    seq,
    type: 'logged',
    v: 1,
  }
  return [id, seq, JSON.stringify(body), commandId, at]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
