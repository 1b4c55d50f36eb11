import { expect, test } from 'vitest'
import { InvalidCommand, parseCommand } from './table.ts'

test.each(['__proto__', 'constructor', 'toString'])('a field called %s is named like any other', (name) => {
  const sent = JSON.parse(`{"type":"log","kind":"note","text":"x","${name}":{"y":1}}`)
  expect(fieldsOf(sent)).toEqual([[name, 'There is no such field. Leave it out.']])
})

function fieldsOf(sent: unknown): [string, string][] {
  try {
    parseCommand(sent)
  } catch (error) {
    if (error instanceof InvalidCommand) return Object.entries(error.fields)
  }
  return []
}
