import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import { type CommandType, commandTable } from '#lib/incident/commands/table.ts'
import { type Actor, permission, systemActor } from '#lib/incident/policy.ts'

const people = cast(['Rosa', 'member'], ['Cleo', 'member'], ['Mona', 'admin'], ['Vera', 'observer'])
const [rosa, cleo, mona, vera] = people as [Person, Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]

/** V observer · R member · C Commander of this incident · M admin · T a token without a person · Y SitRep itself. */
const actors: Record<string, Actor> = {
  V: vera,
  R: rosa,
  C: cleo,
  M: mona,
  T: { kind: 'service', id: 'token', name: 'Link', role: 'member' },
  Y: systemActor,
}

// RELIABILITY §4, and ARCHITECTURE.md beyond it. The letters stand here, not in the policy.
const expected: Record<CommandType, string> = {
  declare_incident: 'RCMT',
  acknowledge: 'RCM',
  take_role: 'RCM',
  assign_role: 'CM',
  release_role: 'RCMT',
  offer_command: 'CM',
  accept_command: 'RCM',
  decline_command: 'RCM',
  set_severity: 'RCMT',
  set_status: 'CM',
  describe_impact: 'RCMT',
  state_fact: 'RCMT',
  add_link: 'RCMT',
  log: 'RCMT',
  correct_entry: 'RCMT',
  resolve: 'CM',
  close: 'CM',
  set_topic: 'RCMT',
  pin_entry: 'RCMT',
  unpin_entry: 'RCMT',
  add_label: 'RCMT',
  remove_label: 'RCMT',
  set_milestone: 'CM',
  undo_change: 'RCMT',
  reopen: 'CM',
  cancel: 'CM',
  merge_into: 'CM',
  nudge_commander: 'RCMY',
  take_over_command: 'RCM',
  lapse_offer: 'Y',
  attach_file: 'RCMT',
  redact_entry: 'M',
  publish_update: 'CM',
  draft_update: 'RCMT',
  approve_update: 'CM',
  return_update: 'RCMT',
  nudge_update: 'Y',
  note_overdue_update: 'Y',
  share_documents: 'CM',
  draft_report: 'RCMTY',
  save_report_version: 'RCMT',
  approve_report: 'CM',
  send_report: 'CM',
  draft_post_mortem: 'RCMT',
  save_post_mortem_version: 'RCMT',
  assign_post_mortem: 'CM',
  review_post_mortem: 'RCMT',
  publish_post_mortem: 'RCMT',
  attach_post_mortem: 'CM',
  send_post_mortem: 'CM',
}

const incident = memoryLog(people)
incident.give(rosa, declaration, '2026-05-14T12:00:00.000Z')
incident.give(cleo, { type: 'take_role', role: 'commander' }, '2026-05-14T12:01:00.000Z')
const other = memoryLog(people, [], 'INC-2')
other.give(rosa, declaration, '2026-05-14T12:00:00.000Z')

test('every command has its row here', () => {
  expect(Object.keys(expected).sort()).toEqual(Object.keys(commandTable).sort())
})

test.each(Object.entries(expected))('%s may be given by %s', (command, letters) => {
  const type = command as CommandType // a key of the table above
  const may = Object.entries(actors).filter(([, actor]) => permission(actor, type, incident.state).allowed)
  expect(may.map(([letter]) => letter).join('')).toBe(letters)
})

test.each(Object.entries(expected))(
  '%s: the Commander of one incident is a member on another',
  (command, letters) => {
    const type = command as CommandType // a key of the table above
    expect(permission(cleo, type, other.state).allowed).toBe(letters.includes('R'))
    expect(permission(cleo, type, null).allowed).toBe(letters.includes('R'))
  },
)

test('every refusal says why', () => {
  for (const type of Object.keys(expected) as CommandType[]) {
    for (const actor of Object.values(actors)) {
      const answer = permission(actor, type, incident.state)
      if (!answer.allowed) expect(answer.why).toMatch(/^[A-Z].+\.$/)
    }
  }
})
