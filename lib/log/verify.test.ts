import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { execute } from '#lib/log/execute.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })

/** An incident of seven entries, with its id. */
async function incident() {
  const { incident } = await execute(ines, null, {
    type: 'declare_incident',
    topic: 'Customers cannot log in',
    severity: 'SEV1',
    reported: 'The page spins.',
    reportedBy: 'Mara',
    source: 'phone',
  })
  await execute(ines, incident.ref, { type: 'take_role', role: 'commander' })
  for (const text of ['one', 'two', 'three', 'four']) {
    await execute(ines, incident.ref, { type: 'log', kind: 'note', text })
  }
  return incident
}

/** As a superuser who has switched the triggers off. */
async function tamper(text: string, values: unknown[] = []) {
  // Several statements in one call take no parameters, so the id is written into the text.
  const quoted = values.reduce<string>(
    (sql, value, index) => sql.replaceAll(`$${index + 1}`, `'${String(value).replaceAll("'", "''")}'`),
    text,
  )
  await kit.sql(`begin; set local session_replication_role = replica; ${quoted}; commit`)
}

/** What verify says of one incident, as `entry: what`. */
async function faultsOf(ref: string): Promise<string[]> {
  const { faults } = await verify()
  return faults.filter((fault) => fault.ref === ref).map(({ seq, what }) => `${seq}: ${what}`)
}

const rechain = `
  with recursive log as (
    select e.incident_id, e.seq, sha256(convert_to(e.body, 'UTF8')) as body_hash,
      sha256(sha256(convert_to(e.incident_id::text, 'UTF8')) || int8send(e.seq) || sha256(convert_to(e.body, 'UTF8'))) as hash
    from entries e where e.incident_id = $1 and e.seq = 1
    union all
    select e.incident_id, e.seq, sha256(convert_to(e.body, 'UTF8')),
      sha256(log.hash || int8send(e.seq) || sha256(convert_to(e.body, 'UTF8')))
    from entries e join log on e.incident_id = log.incident_id and e.seq = log.seq + 1
  )
  update entries set body_hash = log.body_hash, hash = log.hash from log
  where entries.incident_id = log.incident_id and entries.seq = log.seq`

test('the triggers refuse to change, remove or renumber what was written', async () => {
  const { id } = await incident()
  const refusals = [
    kit.sql('update entries set body = body where incident_id = $1', [id]),
    kit.sql('delete from entries where incident_id = $1', [id]),
    kit.sql('truncate entries cascade'),
    kit.sql('delete from incidents where id = $1', [id]),
    kit.sql('update incidents set seq = seq + 1 where id = $1', [id]),
    kit.sql(`update incidents set head_hash = '\\x00' where id = $1`, [id]),
    kit.sql(`update incidents set kind = 'drill' where id = $1`, [id]),
    kit.sql(
      `insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
       select incident_id, seq + 5, body, gen_random_uuid(), 0, occurred_at, recorded_at, '', '' from entries
       where incident_id = $1 and seq = 7`,
      [id],
    ),
  ]
  const outcomes = await Promise.allSettled(refusals)
  expect(outcomes.map(({ status }) => status)).toEqual(refusals.map(() => 'rejected'))
})

test('a changed text is found and named', async () => {
  const { id, ref } = await incident()
  await tamper(`update entries set body = replace(body, '"two"', '"2"') where incident_id = $1 and seq = 5`, [
    id,
  ])
  expect(await faultsOf(ref)).toEqual(['5: its text was changed'])
})

test('two swapped rows are found', async () => {
  const { id, ref } = await incident()
  await tamper(
    `update entries set seq = case seq when 4 then 1005 else 1004 end where incident_id = $1 and seq in (4, 5);
     update entries set seq = seq - 1000 where incident_id = $1 and seq > 1000`,
    [id],
  )
  expect(await faultsOf(ref)).toEqual(['4: its hash does not follow from the entry before it'])
})

test('a removed row is found', async () => {
  const { id, ref } = await incident()
  await tamper('delete from entries where incident_id = $1 and seq = 4', [id])
  expect(await faultsOf(ref)).toEqual(['4: entry 4 is missing: entry 5 stands in its place'])
})

test('a cut tail is found', async () => {
  const { id, ref, seq } = await incident()
  await tamper('delete from entries where incident_id = $1 and seq > 5', [id])
  expect(seq).toBe(1)
  expect(await faultsOf(ref)).toEqual(['6: the log ends at 5, but 7 entries were written'])
})

test('a row forged with a right hash is found, also when the whole chain is computed anew', async () => {
  const { id, ref } = await incident()
  await tamper(
    `insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
     select incident_id, 8, replace(replace(body, '"seq":7', '"seq":8'), command_id::text, '00000000-0000-4000-8000-000000000001'),
       '00000000-0000-4000-8000-000000000001', 0, occurred_at, recorded_at, '', '' from entries
     where incident_id = $1 and seq = 7; ${rechain}`,
    [id],
  )
  expect(await faultsOf(ref)).toEqual(["8: it was added past the log's recorded end (7)"])

  const other = await incident()
  await tamper(
    `update entries set body = replace(body, '"four"', '"forged"') where incident_id = $1 and seq = 7; ${rechain}`,
    [other.id],
  )
  expect(await faultsOf(other.ref)).toEqual(['7: the head of the chain differs from the incident’s row'])
})

test.each([
  [
    'state',
    `update incidents set state = jsonb_set(state, '{topic}', '"All is well"') where id = $1`,
    'topic',
  ],
  ['severity', `update incidents set severity = 'SEV3' where id = $1`, 'severity'],
  ['head', `update incidents set seq = 6 where id = $1`, 'recorded end'],
  [
    'role spans',
    `update role_spans set started_at = started_at - interval '1 hour' where incident_id = $1`,
    'role spans',
  ],
  [
    'command id',
    `update entries set command_id = gen_random_uuid() where incident_id = $1 and seq = 1`,
    'columns',
  ],
])('an edited row is found: %s', async (_, statement, named) => {
  const { id, ref } = await incident()
  await tamper(statement, [id])
  const faults = await faultsOf(ref)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(named)
})

test('an untouched log has no fault', async () => {
  const { ref } = await incident()
  expect(await faultsOf(ref)).toEqual([])
})

test('an incident that was removed whole is found, and one that was never declared', async () => {
  const { id, ref } = await incident()
  await tamper(
    `delete from entries where incident_id = $1; delete from role_spans where incident_id = $1; delete from incidents where id = $1`,
    [id],
  )
  expect(await faultsOf(ref)).toEqual(['null: it was declared, and its row is gone'])

  const other = await incident()
  await tamper(`update incidents set ref = 'INC-999' where id = $1`, [other.id])
  expect(await faultsOf(other.ref)).toEqual(['null: it was declared, and its row is gone'])
})
