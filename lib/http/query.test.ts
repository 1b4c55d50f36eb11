import { expect, test } from 'vitest'
import * as z from 'zod'
import { AppError } from '#lib/errors.ts'
import { readQuery } from './query.ts'

const schema = z.strictObject({ q: z.string(), label: z.array(z.string()) }).partial()
const read = (query: string) => readQuery(new URL(`http://x.test/?${query}`), schema, ['label'])

test('lists take many values, all else one', () => {
  expect(read('q=a&label=x&label=y')).toEqual({ q: 'a', label: ['x', 'y'] })
  expect(fieldsOf('q=a&q=b&label=x')).toEqual({ q: 'Give it once.' })
})

test('a name that is not known is named', () => {
  expect(fieldsOf('p=1')).toEqual({ p: 'There is no such field. Leave it out.' })
})

function fieldsOf(query: string) {
  try {
    read(query)
  } catch (error) {
    if (error instanceof AppError) return error.fields
  }
  return null
}
