import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { commentRules } from '#lib/document/comment/policy.ts'
import { change } from '#lib/log/change.ts'
import { peopleRules, systemActor } from '#lib/people/policy.ts'
import { readAuditCsv } from './csv.ts'
import { auditPlace } from './input.ts'
import { type AuditLine, auditedActions, deedOf } from './model.ts'
import { listAudit } from './queries.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'admin' })

beforeAll(async () => {
  const { personId } = await change(ines, 'invite_person', {
    name: '=HYPERLINK("http://evil.example","Jonas")',
    email: 'jonas@example.org',
    role: 'member',
  })
  await change(ines, 'set_person_role', { personId, role: 'observer' })
  await change(ines, 'set_contact', { personId, email: 'jonas.beck@example.org', phone: '+4930555014' })
  await change(ines, 'disable_person', { personId })
  await change(ines, 'edit_profile', { name: 'Ines O.', timeZone: null })
})

test('each action stands there as a sentence about those whom it concerns', async () => {
  const { lines, nextCursor } = await listAudit({})
  const whom = '=HYPERLINK("http://evil.example","Jonas")'
  expect(nextCursor).toBeNull()
  expect(lines.map((line) => `${line.actor.name} ${deedOf(line)}`)).toEqual([
    'Ines Okafor edited their own profile.',
    `Ines Okafor disabled the account of ${whom}.`,
    `Ines Okafor changed ${whom}: e-mail address from jonas@example.org to jonas.beck@example.org, and phone number.`,
    `Ines Okafor made ${whom} an observer, before: member.`,
    `Ines Okafor invited ${whom} as member.`,
  ])
})

/**
 * Whoever subscribes and leaves is nobody of the house, and their addresses must not stand where
 * nothing is taken out.
 */
const outside = ['subscribe', 'confirm_subscription', 'end_subscription', 'tell_subscribers']

test('no action that leaves a line behind is without its sentence', () => {
  const told = auditedActions().map(({ action }) => action)
  const silent = ['set_theme', 'remind_follow_ups', ...outside, ...Object.keys(commentRules)]
  expect(told.toSorted()).toEqual(
    [
      ...Object.keys(peopleRules).filter((name) => !silent.includes(name)),
      'redact_entry',
      'import_incident',
    ].toSorted(),
  )
  for (const action of told) {
    const empty: AuditLine = { id: '', at: '', actor: ines, action, target: null, details: {} }
    expect(deedOf(empty)).toMatch(/^[a-z].*/)
    expect(deedOf(empty)).not.toMatch(/undefined|null|\[object/)
  }
})

test('the person filter finds what somebody did and what was done to them; the action filter one kind', async () => {
  const { lines } = await listAudit({ action: 'invite_person' })
  const jonas = lines[0]?.target?.id ?? ''
  expect((await listAudit({ person: jonas })).lines).toHaveLength(4)
  expect((await listAudit({ person: ines.id })).lines).toHaveLength(5)
  expect((await listAudit({ person: jonas, action: 'disable_person' })).lines).toHaveLength(1)
  expect((await listAudit({ to: '2020-01-01T00:00:00.000Z' })).lines).toEqual([])
})

test('dates are whole days in the viewer’s zone; what cannot be read counts as absent', () => {
  const { query, chosen } = auditPlace(
    { from: '2026-10-25', to: '2026-10-25', action: 'drop_table', person: 'x', cursor: ['a'] },
    'Europe/Berlin',
  )
  // The day on which summer time ends has 25 hours.
  expect(query).toEqual({ from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' })
  expect(chosen).toEqual({ person: '', action: '', from: '2026-10-25', to: '2026-10-25' })
  expect(auditPlace({ from: '2026-02-31', to: 'yesterday' }, 'UTC').query).toEqual({})
})

test('the table holds every line once, and nothing in it is computed by a spreadsheet', async () => {
  const text = await textOf(readAuditCsv(ines, {}))
  expect(text.startsWith('\uFEFFAt (UTC),By,By id,Action,To,To id,What was done\r\n')).toBe(true)
  expect(text.trimEnd().split('\r\n')).toHaveLength(6)
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""Jonas"")"`)
  expect(text).not.toMatch(/(^|,)"?=/m)
})

test('RELIABILITY §4, row 35: an admin reads it, nobody else', () => {
  for (const role of ['observer', 'member'] as const) {
    expect(() => readAuditCsv({ ...ines, role }, {})).toThrow('Only an admin')
  }
  const service = { kind: 'service', id: 's', name: 'Pipeline', role: 'admin' } as const
  expect(() => readAuditCsv(service, {})).toThrow('Only an admin')
  expect(() => readAuditCsv(systemActor('command-line'), {})).not.toThrow()
})

test('of 10,000 lines each comes once, page by page, and a page is found by an index', async () => {
  await kit.sql(`insert into audit_log (id, at, actor_kind, actor_id, actor_name, action)
    select gen_random_uuid(), timestamptz '2025-01-01' + (n / 3) * interval '1 minute', 'person', 'bulk', 'Bulk', 'edit_profile'
    from generate_series(1, 10000) n`)
  await kit.sql('analyze audit_log')
  const seen = new Set<string>()
  let cursor: string | undefined
  let count = 0
  do {
    const page = await listAudit({ cursor, action: 'edit_profile' }, 900)
    for (const { id } of page.lines) seen.add(id)
    count += page.lines.length
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(count).toBe(10_001)
  expect(seen.size).toBe(10_001)
  const plan = await kit.sql<{ 'QUERY PLAN': string }>(
    'explain select * from audit_log order by at desc nulls last, id desc nulls last limit 51',
  )
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('audit_log_newest')
})

async function textOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const part of parts) chunks.push(part)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks))
}
