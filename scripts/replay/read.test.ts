import { expect, test } from 'vitest'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import { onDayOf, type Plan } from './model.ts'
import { minutesOf } from './post-mortem.ts'
import { readIncidents } from './read.ts'

const statusPage = {
  source: 'example/status (MIT); words by nobody',
  external_id: '77',
  title: 'Uploads  are slow',
  url: 'https://status.example/77',
  impact: 'critical',
  components: ['Uploads', 'API'],
  started_at: '2024-02-01T10:00:00Z',
  duration_minutes: 45,
  updates: [
    { at: '2024-02-01T10:45:00Z', status: 'resolved', message: 'A full disk was emptied.' },
    { at: '2024-02-01T10:05:00Z', status: 'investigating', message: 'Uploads take minutes.' },
    { at: '2024-02-01T10:30:00Z', status: 'monitoring', message: 'Uploads are fast again.' },
    { at: '2024-02-01T10:20:00Z', status: 'update', message: 'A disk is full.' },
  ],
}

const outage = {
  source: 'example/outages (MIT)',
  file: '2024-03-10-mirror.md',
  title: 'Mirror is down',
  date: '2024-03-10 8:00:00',
  resolvedWhen: '2024-03-10T09:00:00-00:00',
  severity: 'down',
  affected: ['mirror'],
  body: 'The web server was started again.',
}

const postMortem = {
  source: 'example/post-mortems (MIT)',
  file: 'PM-3.md',
  title: 'Nobody could sign in',
  summary: 'A certificate expired.',
  timeline: [
    { at: '2024-06-03 12:06', event: 'The certificate expires' },
    { at: '2024-06-03 --:--', event: 'Somebody calls' },
    { at: '2024-06-03 13:30', event: 'A new certificate is in place' },
  ],
  contributing: '- Nobody watched the date',
  stats: '- Time to detection: 5 minutes\n- Time to recovery: 84 minutes',
}

/** The log that the commands of a plan make, in the hands of an admin. */
function played({ declaration, commands }: Plan) {
  const people = cast(['Rosa Play', 'admin'])
  const [rosa] = people
  if (!rosa) throw new Error('The cast has one person')
  const incident = memoryLog(people)
  const now = '2026-01-01T00:00:00.000Z'
  for (const command of [{ type: 'declare_incident', ...declaration }, ...commands]) {
    const decision = incident.give(rosa, onDayOf(command, new Date(now)), now)
    expect(decision).toHaveProperty('drafts')
  }
  return incident.state
}

test('a status page: its first update is the report, the last one the solution, by their times', () => {
  const [plan] = readIncidents(JSON.stringify([statusPage]), { zone: 'UTC' })
  if (!plan) throw new Error('The file has one incident')
  const { topic, severity, status, reported, reportedBy, milestones, solution, labels, links } = played(plan)
  expect({ topic, severity, status, reported, reportedBy, solution }).toEqual({
    topic: 'Uploads are slow',
    severity: 'SEV1',
    status: 'resolved',
    reported: 'Uploads take minutes.',
    reportedBy: 'example/status',
    solution: 'A full disk was emptied.',
  })
  expect(milestones).toMatchObject({
    impactStartedAt: '2024-02-01T10:00:00.000Z',
    reportedAt: '2024-02-01T10:05:00.000Z',
    mitigatedAt: '2024-02-01T10:30:00.000Z',
    resolvedAt: '2024-02-01T10:45:00.000Z',
  })
  expect(labels.map(({ name }) => name)).toEqual(['Uploads', 'API'])
  expect(links).toHaveLength(1)
  expect(plan.said).toBe('45 minutes')
})

test('a status page: its readers are told again what they were told, with the next word promised', () => {
  const [plan] = readIncidents(JSON.stringify([statusPage]), { zone: 'UTC' })
  if (!plan) throw new Error('The file has one incident')
  const told = plan.commands.filter(({ type }) => type === 'publish_update')
  expect(told.map(({ state, headline, nextInMinutes }) => [state, headline, nextInMinutes])).toEqual([
    ['looking_into', 'Uploads take minutes.', 15],
    ['looking_into', 'A disk is full.', 10],
    ['fixed_watching', 'Uploads are fast again.', 15],
    ['over', 'A full disk was emptied.', null],
  ])
  expect(played(plan).updates).toMatchObject({
    published: 4,
    promise: null,
    last: { title: 'Uploads are slow', affected: [{ name: 'Uploads', state: 'recovered' }, { name: 'API' }] },
  })
  // Played twice within a day, it is the same command.
  const [first] = told
  if (!first) throw new Error('It tells something')
  const hours = ['01:00', '23:59'].map((time) => onDayOf(first, new Date(`2026-01-01T${time}:00Z`)))
  expect(hours[0]).toEqual(hours[1])
  expect(hours[0]?.nextUpdateAt).toBe('2026-01-02T00:15:00.000Z')
})

test('an outage says nothing of who did what, so nobody did', () => {
  const [plan] = readIncidents(JSON.stringify([outage]), { zone: 'Europe/Paris' })
  if (!plan) throw new Error('The file has one incident')
  const { status, severity, milestones, roles, impact } = played(plan)
  expect({ status, severity, roles, impact }).toEqual({
    status: 'resolved',
    severity: 'SEV1',
    roles: [],
    impact: { who: { notYetKnown: true }, how: { notYetKnown: true } },
  })
  expect(milestones).toMatchObject({
    reportedAt: '2024-03-10T07:00:00.000Z',
    acknowledgedAt: null,
    resolvedAt: '2024-03-10T09:00:00.000Z',
  })
})

test('a post-mortem: from its first line to its last, reported when they noticed', () => {
  const [plan] = readIncidents(JSON.stringify([postMortem]), { zone: 'Europe/Copenhagen' })
  if (!plan) throw new Error('The file has one incident')
  const { milestones, solution, facts } = played(plan)
  expect(milestones).toMatchObject({
    impactStartedAt: '2024-06-03T10:06:00.000Z',
    reportedAt: '2024-06-03T10:11:00.000Z',
    resolvedAt: '2024-06-03T11:30:00.000Z',
  })
  expect(solution).toBe('A new certificate is in place')
  expect(facts.cause?.text).toBe('- Nobody watched the date')
  expect(plan.commands).toContainEqual({
    type: 'log',
    kind: 'action',
    text: 'Somebody calls (2024-06-03 --:--)',
    occurredAt: '2024-06-03T10:06:00.000Z',
  })
  expect(plan.said).toBe('84 minutes')
})

test.each([
  ['84 minutes', 84],
  ['19 hours 43 minutes.', 1183],
  ['22 hours', 1320],
  ['11 Days', 15_840],
])('%s in minutes', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes)
})

test.each([
  ['{', 'The file is no JSON: '],
  ['{}', 'The file is no JSON list of incidents.'],
  ['[{"a": 1}]', 'Incident 1 is of no known format: it has none of “updates”, “resolvedWhen”, “timeline”.'],
  [JSON.stringify([outage, { ...outage, date: 'soon' }]), 'Incident 2: “soon” is no time such as'],
  [JSON.stringify([{ ...outage, title: ' ' }]), 'Incident 1: “title” is missing.'],
  [JSON.stringify([{ ...statusPage, updates: [] }]), 'Incident 1: It has no updates.'],
])('what cannot be read says where: %s', (text, message) => {
  expect(() => readIncidents(text, { zone: 'UTC' })).toThrow(message)
})
