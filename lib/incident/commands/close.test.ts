import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'])
const [ines] = people as [(typeof people)[number]] // as many as were cast, and one more
const at = '2026-05-14T12:30:00.000Z'
const to = ['e1a7c1f0-8d5b-4f6e-9a51-0d6b8f0c2a11']
const sent = [
  { type: 'draft_report' },
  { type: 'approve_report', version: 1 },
  { type: 'send_report', version: 1, to },
]

function resolved(more: object = {}, steps: object[] = []) {
  const incident = memoryLog(people)
  const give = (input: object) => incident.give(ines, input, at)
  incident.give(ines, { ...declaration, ...more }, '2026-05-14T12:00:00.000Z')
  give({ type: 'take_role', role: 'commander' })
  give({ type: 'resolve', solution: 'Rolled back', impact: { who: 'All', how: 'No login' } })
  for (const step of steps) give(step)
  return { incident, close: (more: object = {}) => give({ type: 'close', ...more }) }
}

// DOMAIN §3: report complete and sent; SEV1 and SEV2: post-mortem attached or waived; SEV3: a link to the bug.
test.each([
  ['nothing drafted', 'SEV3', [], { allowed: ['draft_report'] }],
  ['a draft', 'SEV3', sent.slice(0, 1), { allowed: ['approve_report'] }],
  ['an approved one', 'SEV3', sent.slice(0, 2), { allowed: ['send_report'] }],
  ['no post-mortem', 'SEV1', sent, { allowed: ['publish_post_mortem', 'attach_post_mortem'] }],
])('%s does not do for a close', (_, severity, steps, details) => {
  const { close } = resolved({ severity }, steps)
  expect(close()).toMatchObject({ refusal: { code: 'conflict', details } })
})

test('a SEV3 names its bug, once', () => {
  const { incident, close } = resolved({ severity: 'SEV3' }, sent)
  expect(close()).toMatchObject({ refusal: { fields: { bug: expect.any(String) } } })
  close({ bug: 'https://example.org/bugs/12' })
  expect(incident.state).toMatchObject({ status: 'closed', links: [{ title: 'Bug' }] })
  const linked = resolved({ severity: 'SEV3' }, [
    ...sent,
    { type: 'add_link', title: 'The bug behind it', url: 'https://example.org/bugs/13' },
  ])
  linked.close()
  expect(linked.incident.state.status).toBe('closed')
})

test.each([
  ['waived with a reason', [], { waive: 'The provider writes one' }],
  [
    'attached from elsewhere',
    [{ type: 'attach_post_mortem', title: 'Wiki', url: 'https://example.org/1' }],
    {},
  ],
  ['published', [{ type: 'draft_post_mortem' }, { type: 'publish_post_mortem', version: 1 }], {}],
])('a SEV1 is closed once its post-mortem is %s', (_, steps, more) => {
  const { incident, close } = resolved({ severity: 'SEV1' }, [...sent, ...steps])
  close(more)
  expect(incident.state.status).toBe('closed')
})

test('a drill tells no stakeholder: an approved report is enough', () => {
  const { incident, close } = resolved({ kind: 'drill', severity: 'SEV1' }, sent.slice(0, 2))
  const decision = incident.decided(ines, { type: 'send_report', version: 1, to }, at)
  expect(decision).toMatchObject({ refusal: { code: 'conflict' } })
  close({ waive: 'It is an exercise' })
  expect(incident.state.status).toBe('closed')
})
