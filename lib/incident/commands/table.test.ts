import { expect, test } from 'vitest'
import { commandTable, InvalidCommand, parseCommand } from './table.ts'

test.each(['__proto__', 'constructor', 'toString'])('a field called %s is named like any other', (name) => {
  const sent = JSON.parse(`{"type":"log","kind":"note","text":"x","${name}":{"y":1}}`)
  expect(fieldsOf(sent)).toEqual([[name, 'There is no such field. Leave it out.']])
})

const names = [
  ...[
    'topic',
    'severity',
    'status',
    'reason',
    'reported',
    'impact',
    'kind',
    'text',
    'details',
    'seq',
    'role',
  ],
  ...[
    'personId',
    'brief',
    'target',
    'milestone',
    'at',
    'occurredAt',
    'basedOn',
    'fact',
    'title',
    'url',
    'who',
  ],
  ...['how', 'startedAt', 'solution', 'fileId', 'alt', 'name', 'reportedAt', 'source'],
]
const wrong = [5, 1.5, -1, 'x', '', null, true, {}, { x: 1 }, [], ['x'], '\u0000', 'x'.repeat(30_000)]

test.each(Object.keys(commandTable))('%s says in our own words what would be right', (type) => {
  const kinds = type === 'log' ? ['note', 'deploy', 'migration', 'decision'] : [undefined]
  for (const kind of kinds) {
    for (const name of names) {
      for (const value of wrong) {
        const said = fieldsOf({ type, ...(kind && { kind }), [name]: value }).map(([, problem]) => problem)
        for (const problem of said) expect(problem).not.toMatch(/^(Invalid|Unrecognized|Too |Expected)/)
      }
    }
  }
})

function fieldsOf(sent: unknown): [string, string][] {
  try {
    parseCommand(sent)
  } catch (error) {
    if (error instanceof InvalidCommand) return Object.entries(error.fields)
  }
  return []
}
