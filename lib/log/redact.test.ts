import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { finish, giveStakeholder } from '#e2e/kit/finish.ts'
import { storeFile } from '#lib/file/commands.ts'
import { getFile } from '#lib/file/queries.ts'
import { execute } from '#lib/log/execute.ts'
import { getIncident, getLog } from '#lib/log/queries.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const admin = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const secret = 'correct-horse-battery'

async function declare(given: object = {}) {
  const { incident } = await execute(ines, null, {
    type: 'declare_incident',
    topic: 'Login fails',
    severity: 'SEV2',
    reported: 'Nobody gets in',
    reportedBy: 'M',
    source: 'phone',
    ...given,
  })
  return incident.ref
}

const say = async (ref: string, input: object, by = ines, key?: string) =>
  await execute(by, ref, input, { key })
const redact = async (ref: string, seq: number) =>
  await say(ref, { type: 'redact_entry', seq, reason: 'A password' }, admin)

/** Everything that the database holds, as text: what a dump would show. */
async function dump(hidden = [secret]): Promise<string> {
  const tables = await kit.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const all = tables.map(({ name }) => `select to_jsonb(t)::text as text from ${name} t`).join(' union all ')
  const text = (await kit.sql<{ text: string }>(all)).map((row) => row.text).join('\n')
  return hidden.reduce((found, words) => found.replaceAll(Buffer.from(words).toString('hex'), words), text)
}

const png = (words: string) =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
    Buffer.from(words),
  ])

async function attach(ref: string, words: string): Promise<number> {
  const { id } = await storeFile(ines, { name: `${words}.png`, bytes: png(words) })
  const { entries } = await say(ref, {
    type: 'attach_file',
    fileId: id,
    alt: `Shows ${words}`,
    text: words,
  })
  return entries[0]?.seq ?? 0
}

const first = async (ref: string, input: object, by = ines) =>
  (await say(ref, input, by)).entries[0]?.seq ?? 0

const places: [string, (ref: string, words: string) => Promise<number>][] = [
  ['a note', (ref, words) => first(ref, { type: 'log', kind: 'note', text: `It is ${words}` })],
  [
    'a deploy',
    (ref, words) =>
      first(ref, { type: 'log', kind: 'deploy', text: 'x', details: { service: words, to: words } }),
  ],
  ['the impact', (ref, words) => first(ref, { type: 'describe_impact', who: words, how: words })],
  ['a fact', (ref, words) => first(ref, { type: 'state_fact', fact: 'cause', text: words })],
  ['a link', (ref, words) => first(ref, { type: 'add_link', title: words, url: `https://x.test/${words}` })],
  ['the topic', (ref, words) => first(ref, { type: 'set_topic', topic: `Login fails ${words}` })],
  ['a label', (ref, words) => first(ref, { type: 'add_label', kind: 'component', name: words })],
  [
    'a reason',
    (ref, words) => first(ref, { type: 'set_severity', severity: 'SEV1', reason: `Because of ${words}` }),
  ],
  ['a file', attach],
  [
    'a correction',
    async (ref, words) => {
      const seq = await first(ref, { type: 'state_fact', fact: 'now', text: 'All is lost' })
      return await first(ref, { type: 'correct_entry', seq, text: words, reason: words })
    },
  ],
  [
    'the brief of an offer',
    async (ref, words) => {
      await say(ref, { type: 'take_role', role: 'commander' })
      return await first(ref, { type: 'offer_command', personId: jonas.id, brief: words })
    },
  ],
  [
    'the solution',
    async (ref, words) => {
      await say(ref, { type: 'take_role', role: 'commander' })
      return await first(ref, { type: 'resolve', solution: words, impact: { who: 'a', how: 'b' } })
    },
  ],
]

test.each(places)('a secret in %s is nowhere after its redaction', async (_, write) => {
  const ref = await declare()
  // With a key, so that the answer is kept, which holds the incident.
  await say(ref, { type: 'acknowledge' }, jonas, `before ${ref}`)
  const seq = await write(ref, secret)
  await say(ref, { type: 'log', kind: 'note', text: 'after' }, ines, `after ${ref}`)
  expect(await dump()).toContain(secret)

  const { entries, incident, text } = await redact(ref, seq)
  expect(entries).toMatchObject([
    { type: 'entry_redacted', corrects: seq, payload: { reason: 'A password' } },
  ])
  expect(text).not.toContain(secret)
  expect(await dump()).not.toContain(secret)

  const log = await getLog(ref)
  expect(log.entries.find((entry) => entry.seq === seq)).toMatchObject({ seq, redacted: true })
  expect(await getIncident(ref)).toEqual(incident)
  expect((await verify()).faults).toEqual([])
})

test('whatever is redacted, in whatever order: that is gone, all else stays, and every log verifies', async () => {
  const kinds = fc.array(fc.nat({ max: places.length - 2 }), { minLength: 1, maxLength: 8 })
  const order = fc.array(fc.nat(), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(kinds, order, async (chosen, picks) => {
      const ref = await declare()
      const written: { seq: number; words: string }[] = []
      for (const [index, kind] of chosen.entries()) {
        // Words that stand in no other's.
        const words = `words-${ref}-${index}-end`
        const seq = await places[kind]?.[1](ref, words)
        if (seq) written.push({ seq, words }) // nothing new: it stood there before
      }
      const gone = [...new Set(picks.map((pick) => pick % Math.max(written.length, 1)))].flatMap(
        (at) => written[at] ?? [],
      )
      for (const { seq } of gone) await redact(ref, seq)
      const text = await dump(written.map(({ words }) => words))
      for (const { words } of gone) expect(text).not.toContain(words)
      const { entries } = await getLog(ref)
      for (const { seq, words } of written.filter((one) => !gone.includes(one))) {
        const entry = entries.find((one) => one.seq === seq)
        if (!entry?.redacted) expect(JSON.stringify(entry)).toContain(words)
      }
      expect((await verify()).faults).toEqual([])
    }),
    { numRuns: 8 },
  )
})

test('the first entry: topic, report and impact go, who it is and since when stays', async () => {
  const given = { topic: secret, reported: secret, reportedBy: secret, source: secret }
  const ref = await declare({ ...given, impact: { who: secret, how: secret } })
  const before = await getIncident(ref)
  const { incident } = await redact(ref, 1)
  expect(incident).toMatchObject({
    ref,
    severity: 'SEV2',
    topic: '[redacted]',
    reported: '[redacted]',
    impact: { who: { text: '[redacted]' }, how: { text: '[redacted]' } },
    milestones: before.milestones,
  })
  expect(await dump()).not.toContain(secret)
  expect((await verify()).faults).toEqual([])
})

test('what SitRep itself wrote down again goes too: a pin, the topic that another one followed', async () => {
  const ref = await declare()
  const topic = await first(ref, { type: 'set_topic', topic: secret })
  const pinned = await first(ref, { type: 'pin_entry', seq: topic })
  const next = await first(ref, { type: 'set_topic', topic: 'Login fails for all' })
  const { entries, incident } = await redact(ref, topic)
  expect(entries.map(({ corrects }) => corrects)).toEqual([topic, pinned, next, null])
  expect(incident.pins).toMatchObject([{ seq: topic }])
  // The topic that holds now was written in one of them, and nobody asked for it to go.
  expect(incident.topic).toBe('Login fails for all')
  expect(await dump()).not.toContain(secret)
  expect((await verify()).faults).toEqual([])
})

test('other updates stay, and those that hold some of the same words are named', async () => {
  const ref = await declare()
  const soon = new Date(Date.now() + 60 * 60_000).toISOString()
  const update = { type: 'publish_update', text: 'We look.', state: 'looking_into', nextUpdateAt: soon }
  const publish = async (more: object) => await say(ref, { ...update, ...more }, admin)
  const named = { title: `Log in of ${secret}`, affected: [{ name: secret, state: 'down' }] }
  const written = await say(
    ref,
    { ...update, ...named, headline: 'Logins fail.', type: 'draft_update' },
    jonas,
  )
  const draft = written.incident.seq
  const one = (await say(ref, { type: 'approve_update', seq: draft }, admin)).incident.seq
  // Title and what is affected are those of the update before.
  const two = (await publish({ headline: 'Logins fail still.' })).incident.seq
  const three = (await publish({ headline: 'Some can.', text: 'x', title: 'Log in' })).incident.seq
  const { entries } = await redact(ref, one)
  expect(entries.map(({ corrects, sentence }) => [corrects, sentence])).toEqual([
    [one, `Noor Haddad redacted entry ${one}`],
    [draft, `Noor Haddad redacted entry ${draft}`],
  ])
  expect(entries[0]?.payload).toEqual({ reason: 'A password', alsoIn: [two, three] })
  expect((await redact(ref, two)).entries).toMatchObject([{ corrects: two, payload: { alsoIn: [three] } }])
  expect(await dump()).toContain(secret)
  expect((await redact(ref, three)).entries).toMatchObject([{ corrects: three, payload: { alsoIn: [] } }])
  expect(await dump()).not.toContain(secret)
  expect((await verify()).faults).toEqual([])
})

test('what quotes such a copy goes along', async () => {
  const ref = await declare()
  const label = { kind: 'component', name: secret }
  const added = await first(ref, { type: 'add_label', ...label })
  const removed = await first(ref, { type: 'remove_label', ...label })
  const pinned = await first(ref, { type: 'pin_entry', seq: removed })
  expect((await redact(ref, added)).entries.map(({ corrects }) => corrects)).toEqual([added, removed, pinned])
  expect(await dump()).not.toContain(secret)
  expect((await verify()).faults).toEqual([])
})

test('an incident that was merged: its topic goes from the other log too, and the other way round', async () => {
  const target = await declare({ topic: `Database down ${secret}` })
  const source = await declare({ topic: `Login ${secret}` })
  await say(source, { type: 'take_role', role: 'commander' })
  await say(source, { type: 'merge_into', target })
  expect((await getIncident(target)).merged).toMatchObject([{ ref: source, topic: `Login ${secret}` }])
  await redact(source, 1)
  expect((await getIncident(target)).merged).toMatchObject([{ ref: source, topic: '[redacted]' }])
  await redact(target, 1)
  expect(await dump()).not.toContain(secret)
  expect((await verify()).faults).toEqual([])
})

test('what is sent again after its redaction, under whatever key, has still had its one effect', async () => {
  const ref = await declare()
  const note = { type: 'log', kind: 'note', text: secret }
  const key = `any words ${ref}`
  const { entries } = await say(ref, note, ines, key)
  const { incident } = await redact(ref, entries[0]?.seq ?? 0)
  const again = await execute(ines, ref, note, { key })
  expect(again).toMatchObject({ replayed: true, entries: [], incident: { seq: incident.seq } })
  await expect(say(ref, { ...note, text: 'other' }, ines, key)).rejects.toMatchObject({ code: 'key_reused' })
  expect(await dump()).not.toContain(secret)
  expect((await getIncident(ref)).seq).toBe(incident.seq)
})

test('a redacted link is no link any more', async () => {
  const ref = await declare()
  const seq = await first(ref, { type: 'add_link', title: secret, url: 'https://x.test/' })
  expect((await redact(ref, seq)).incident.links).toEqual([])
})

test('a redacted file is gone, and says so', async () => {
  const ref = await declare()
  const { id } = await storeFile(ines, { name: 'a.png', bytes: png('') })
  const seq = await first(ref, { type: 'attach_file', fileId: id, alt: 'A dot' })
  expect((await getFile(id)).mediaType).toBe('image/png')
  await redact(ref, seq)
  await expect(getFile(id)).rejects.toMatchObject({ code: 'gone' })
})

test('twice is nothing new; without words, or by anybody else, it is refused', async () => {
  const ref = await declare()
  const seq = await first(ref, { type: 'log', kind: 'note', text: secret })
  await expect(say(ref, { type: 'redact_entry', seq, reason: 'x' }, ines)).rejects.toMatchObject({
    code: 'forbidden',
  })
  await redact(ref, seq)
  expect((await redact(ref, seq)).entries).toEqual([])
  const acknowledged = await first(ref, { type: 'acknowledge' }, jonas)
  await expect(redact(ref, acknowledged)).rejects.toMatchObject({ code: 'conflict' })
  await expect(redact(ref, 99)).rejects.toMatchObject({
    code: 'invalid',
    fields: { seq: expect.any(String) },
  })
})

test('after the close as well', async () => {
  const ref = await declare()
  await say(ref, { type: 'take_role', role: 'commander' })
  await say(ref, { type: 'resolve', solution: 'Done', impact: { who: 'a', how: 'b' } })
  await finish((input) => execute(ines, ref, input), await giveStakeholder(kit.sql))
  await redact(ref, 1)
  expect((await verify()).faults).toEqual([])
})

test('the audit log says who did it and why', async () => {
  const ref = await declare()
  await redact(ref, 1)
  const rows = await kit.sql(`select actor_name, action, details from audit_log where target = '${ref}/1'`)
  expect(rows).toEqual([
    { actor_name: 'Noor Haddad', action: 'redact_entry', details: { reason: 'A password' } },
  ])
})

const refused = { code: '23000', constraint: 'entries_append_only' }
const blanked = `replace(replace(body, '${secret}', '[redacted]'), ',"seq"', ',"redacted":true,"seq"')`

test('the database refuses any other update of the log, from anybody', async () => {
  const ref = await declare()
  const seq = await first(ref, { type: 'log', kind: 'note', text: secret })
  const at = `incident_id = (select id from incidents where ref = '${ref}') and seq = ${seq}`
  const update = async (set: string) => await kit.sql(`update entries set ${set} where ${at}`)
  // No entry says that it was redacted.
  await expect(update(`body = ${blanked}, redacted_at = now()`)).rejects.toMatchObject(refused)
  await expect(update(`redacted_at = now()`)).rejects.toMatchObject(refused)
  await redact(ref, seq)
  await expect(update(`redacted_at = now()`)).rejects.toMatchObject(refused)
  await expect(update(`body = body || ' '`)).rejects.toMatchObject(refused)
  await expect(kit.sql(`delete from entries where ${at}`)).rejects.toMatchObject(refused)
})

test('the database lets nothing but words go, even when an entry says so', async () => {
  const ref = await declare()
  const seq = await first(ref, { type: 'set_severity', severity: 'SEV1', reason: secret })
  const at = `incident_id = (select id from incidents where ref = '${ref}') and seq = ${seq}`
  const attempt = async (body: string) =>
    await kit.sql(`begin;
      insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
        select incident_id, i.seq + 1, (body::jsonb || jsonb_build_object('seq', i.seq + 1, 'type', 'entry_redacted', 'corrects', e.seq))::text,
          command_id, 9, occurred_at, recorded_at, '', '' from entries e join incidents i on i.id = incident_id where i.ref = '${ref}' and e.seq = ${seq};
      update entries set body = ${body}, redacted_at = now() where ${at};
      rollback`)
  await attempt(blanked)
  for (const lie of ['"to":"SEV3"', '"to":"[redacted]x"', '"to":"SEV1","more":1']) {
    await expect(attempt(`replace(${blanked}, '"to":"SEV1"', '${lie}')`)).rejects.toMatchObject(refused)
  }
  await expect(attempt(`replace(${blanked}, 'Ines Okafor', 'Jonas Beck')`)).rejects.toMatchObject(refused)
})

test('verify finds a text that was taken out in silence, and one that was put back', async () => {
  const ref = await declare()
  const seq = await first(ref, { type: 'log', kind: 'note', text: secret })
  const other = await first(ref, { type: 'log', kind: 'note', text: secret })
  await redact(ref, other)
  const at = (number: number) =>
    `incident_id = (select id from incidents where ref = '${ref}') and seq = ${number}`
  const tamper = async (statement: string) =>
    await kit.sql(`set session_replication_role = replica; ${statement}`)
  const faults = async () => (await verify()).faults.filter((fault) => fault.ref === ref)
  expect(await faults()).toEqual([])

  const [before] = await kit.sql<{ body: string }>(`select body from entries where ${at(seq)}`)
  await tamper(`update entries set body = ${blanked}, redacted_at = now() where ${at(seq)}`)
  expect(await faults()).toMatchObject([{ seq, what: 'it was redacted, and no entry says so' }])
  await tamper(`update entries set body = '${before?.body}', redacted_at = null where ${at(seq)}`)
  expect(await faults()).toEqual([])

  await tamper(`update entries set body = replace(body, '[redacted]', 'I was never here') where ${at(other)}`)
  expect(await faults()).toMatchObject([{ seq: other, what: 'it was redacted, and words stand in it' }])
})
