import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { AppError } from '#lib/errors.ts'
import { evolve, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Incident, Kind, Severity, Status } from '#lib/incident/incident.ts'
import { filterOf, ListInput } from '#lib/log/input.ts'
import { listActive, listByGroup, listIncidents } from '#lib/log/list.ts'

const kit = await testDatabase()
let number = 0

type Given = Partial<{
  topic: string
  severity: Severity
  kind: Kind
  status: Status
  reportedAt: string
  reported: string
}>

test('pages follow each other without loss or repeats while incidents are declared in between', async () => {
  const made: string[] = []
  for (let i = 0; i < 23; i++) {
    // Several in the same millisecond: the id decides among them.
    made.push(await incident({ topic: 'paging', reportedAt: at(`2026-03-01T10:0${Math.floor(i / 5)}:00Z`) }))
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listIncidents({ q: 'paging', limit: 4, cursor })
    seen.push(...page.incidents.map((view) => view.ref))
    expect(page.incidents.length).toBe(page.nextCursor ? 4 : 3)
    await incident({ topic: 'paging', reportedAt: at('2026-03-02T10:00:00Z') })
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect([...seen].sort()).toEqual([...made].sort())
  const times = (await listIncidents({ q: 'paging' })).incidents.map((view) => view.milestones.reportedAt)
  expect(times).toEqual([...times].sort().reverse())
})

test('an incident comes with the hash of its head in hexadecimal and its metrics', async () => {
  const ref = await incident({ topic: 'shape', status: 'resolved' })
  const { incidents } = await listIncidents({ q: ref })
  expect(incidents).toHaveLength(1)
  expect(incidents[0]).toMatchObject({ ref, headHash: 'ab'.repeat(32) })
  expect(incidents[0]?.metrics).toMatchObject({ timeToResolveSeconds: 3600, responseSeconds: null })
})

test('filters narrow the list, alone and together', async () => {
  const open = await incident({ topic: 'filtered', severity: 'SEV1' })
  const resolved = await incident({ topic: 'filtered', severity: 'SEV1', status: 'resolved' })
  const closed = await incident({ topic: 'filtered', severity: 'SEV3', status: 'closed' })
  const drill = await incident({ topic: 'filtered', severity: 'SEV3', kind: 'drill' })
  const refs = async (query: Parameters<typeof listIncidents>[0]) =>
    new Set((await listIncidents({ q: 'filtered', ...query })).incidents.map((view) => view.ref))

  expect(await refs({})).toEqual(new Set([open, resolved, closed, drill]))
  expect(await refs({ status: 'open' })).toEqual(new Set([open, drill]))
  expect(await refs({ status: 'closed' })).toEqual(new Set([resolved, closed]))
  expect(await refs({ status: 'resolved' })).toEqual(new Set([resolved]))
  expect(await refs({ severity: 'SEV3' })).toEqual(new Set([closed, drill]))
  expect(await refs({ severity: 'SEV3', kind: 'real' })).toEqual(new Set([closed]))
  expect(await refs({ status: 'investigating' })).toEqual(new Set())
})

test('a search finds words in topic and report, the last one as a beginning, a ref exactly', async () => {
  const ref = await incident({
    topic: 'Warehouse label queue is slow',
    reported: 'see status.example.org, release 1.2.3',
  })
  const other = await incident({ topic: `Follows ${ref}0` })
  const found = async (q: string) => (await listIncidents({ q })).incidents.map((view) => view.ref)

  for (const q of [
    'warehouse',
    'LABEL WAREH',
    'queue slo',
    'status.example.org',
    '1.2.3',
    'label-q',
    'ware',
  ]) {
    expect(await found(q), q).toContain(ref)
  }
  expect(await found('warehouse fast')).toEqual([])
  expect(await found('lab warehouse')).toEqual([])
  for (const q of [ref, ref.toLowerCase(), ref.replace('-', ' '), ` ${ref} `])
    expect(await found(q), q).toEqual([ref])
  expect(await found(ref.replace('INC-', ''))).toContain(ref)
  expect(await found(other)).toEqual([other])
})

test.each([
  "'",
  '"',
  '\\',
  "a' & | ! :* <->",
  '((((',
  '!!!',
  ':*',
  "''''",
  '%_%',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '💥',
  '-',
  'or',
  '<script>',
  '٤٢',
  'नमस्ते',
  '123456789012345678901234567890',
  'x'.repeat(5000),
  'x '.repeat(500),
  `${'y'.repeat(199)}💥`,
])('odd search %# fails nothing', async (q) => {
  await expect(listIncidents({ q })).resolves.toHaveProperty('incidents')
})

test.each(['', 'x', '!!!', Buffer.from('2026-01-01 1').toString('base64url'), "' or 1=1 --"])(
  'a bad cursor (%j) is refused by name, or begins anew when empty',
  async (cursor) => {
    if (cursor === '') return expect((await listIncidents({ cursor })).incidents.length).toBeGreaterThan(0)
    const refusal = await listIncidents({ cursor }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(AppError)
    expect(refusal).toMatchObject({
      code: 'invalid',
      fields: { cursor: expect.stringContaining('nextCursor') },
    })
  },
)

test('the page shows what is open first, by severity, then age, real before drill; later pages the rest', async () => {
  const young = await incident({ topic: 'grouped', severity: 'SEV2', reportedAt: at('2026-05-02T10:00:00Z') })
  const drill = await incident({ topic: 'grouped', severity: 'SEV1', kind: 'drill' })
  const old = await incident({ topic: 'grouped', severity: 'SEV2', reportedAt: at('2026-05-01T10:00:00Z') })
  const worst = await incident({ topic: 'grouped', severity: 'SEV1', reportedAt: at('2026-05-03T10:00:00Z') })
  const ended: string[] = []
  for (const day of ['06', '05', '04']) {
    ended.push(
      await incident({ topic: 'grouped', status: 'closed', reportedAt: at(`2026-05-${day}T10:00:00Z`) }),
    )
  }
  const first = await listByGroup({ q: 'grouped', limit: 2 })
  expect(first.open.map((view) => view.ref)).toEqual([worst, old, young, drill])
  expect(first.incidents.map((view) => view.ref)).toEqual(ended.slice(0, 2))
  const second = await listByGroup({ q: 'grouped', limit: 2, cursor: first.nextCursor ?? '' })
  expect(second).toMatchObject({ open: [], nextCursor: null })
  expect(second.incidents.map((view) => view.ref)).toEqual(ended.slice(2))
  const openOnly = await listByGroup({ q: 'grouped', status: 'open' })
  expect(openOnly.open).toHaveLength(4)
  expect(openOnly.incidents).toEqual([])

  const active = (await listActive()).filter((entry) => entry.topic === 'grouped')
  expect(active.map((entry) => entry.ref)).toEqual([worst, old, young, drill])
})

test('any date that can be written is one to filter by, also where no calendar of ours reaches', async () => {
  const ref = await incident({ topic: 'far', reportedAt: at('2026-03-01T10:00:00Z') })
  const found = async (dates: object) =>
    (await listIncidents({ q: 'far', ...ListInput.parse(dates), zone: 'Asia/Tokyo' })).incidents.map(
      (view) => view.ref,
    )
  const early = ['0000-01-01', '0001-01-01', '1900-02-28', '0000-01-01T00:00:00+14:00']
  const late = ['9999-12-31', '9998-12-31', '9999-12-31T23:59:59-12:00']
  for (const from of early) expect(await found({ from })).toEqual([ref])
  for (const to of late) expect(await found({ to })).toEqual([ref])
  for (const to of early) expect(await found({ to })).toEqual([])
  for (const from of late) expect(await found({ from })).toEqual([])
})

test('a query string is read strictly, a page address leniently', () => {
  expect(ListInput.parse({ limit: '200', status: 'open' })).toEqual({ limit: 200, status: 'open' })
  for (const limit of ['0', '201', '-1', '1.5', '', 'ten', '1e2']) {
    expect(ListInput.safeParse({ limit }).error?.issues[0]?.path).toEqual(['limit'])
  }
  expect(ListInput.safeParse({ severty: 'SEV1' }).success).toBe(false)
  expect(
    filterOf({ label: ['component:Shop', '', 'nonsense', '\u0000'], from: '', to: '2026-02-30' }),
  ).toEqual({
    label: ['component:Shop'],
  })
  expect(filterOf({ status: 'nonsense', severity: ['SEV1', 'SEV2'], q: '  ', kind: 'drill' })).toEqual({
    kind: 'drill',
  })
})

/** A row as the door leaves it, written past it: the order and the filters are tested here, not the log. */
async function incident({
  topic = 'Topic',
  status = 'reported',
  kind = 'real',
  ...given
}: Given): Promise<string> {
  const ref = `${kind === 'drill' ? 'DRILL' : 'INC'}-${++number}`
  const id = randomUUID()
  const reportedAt = given.reportedAt ?? at('2026-04-01T10:00:00Z')
  const severity = given.severity ?? 'SEV2'
  const state = evolve(null, {
    seq: 1,
    type: 'incident_reported',
    v: 1,
    occurredAt: reportedAt,
    recordedAt: reportedAt,
    actor: { kind: 'person', id: 'p', name: 'Ines Okafor' },
    commandId: randomUUID(),
    corrects: null,
    payload: {
      ...{ id, ref, kind, topic, severity, reported: given.reported ?? 'Something is wrong' },
      ...{ reportedBy: 'Mara', source: 'phone call', impact: { who: null, how: null } },
    },
  } satisfies StoredEntry)
  const resolvedAt = ['resolved', 'closed'].includes(status) ? after(reportedAt, 1) : null
  const closedAt = status === 'closed' ? after(reportedAt, 2) : null
  const whole: Incident = { ...state, status, milestones: { ...state.milestones, resolvedAt, closedAt } }
  await kit.sql(
    `insert into incidents (id, ref, kind, head_hash, fold_version, state, topic, severity, status, reported_at,
      resolved_at, closed_at) values ($1, $2, $3, decode($4, 'hex'), 1, $5, $6, $7, $8, $9, $10, $11)`,
    [id, ref, kind, 'ab'.repeat(32), whole, topic, severity, status, reportedAt, resolvedAt, closedAt],
  )
  return ref
}

function at(text: string): string {
  return new Date(text).toISOString()
}

function after(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * 3_600_000).toISOString()
}
