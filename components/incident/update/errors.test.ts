import { expect, test } from 'vitest'
import { errorsAfter, placed } from '#components/incident/update/errors.ts'

test('an error goes with what it was about, and the others stay', () => {
  const errors = { headline: 'Too long.', text: 'Say something.', nextUpdateAt: 'It has passed.' }
  const { headline, text, nextUpdateAt } = errors
  expect(errorsAfter(errors, { text: 'A' })).toEqual({ headline, nextUpdateAt })
  expect(errorsAfter(errors, { headline: null, text: null })).toEqual({ nextUpdateAt })
  expect(errorsAfter(errors, { proposal: 1 })).toEqual({ headline, text })
  expect(errorsAfter(errors, { ownTime: '2026-05-14T15:00' })).toEqual({ headline, text })
  expect(errorsAfter({ nextUpdateAt }, { title: 'Login', basedOn: 8 })).toEqual({ nextUpdateAt })
})

test('what is wrong with a name in the list goes with the list', () => {
  const errors = { 'affected.1': 'Write it on one line.', text: 'Say something.' }
  expect(errorsAfter(errors, { affected: [] })).toEqual({ text: 'Say something.' })
  expect(errorsAfter(errors, { title: 'Login' })).toEqual(errors)
})

test('an error of the command stands at the row that it is about, also behind rows without a name', () => {
  const rows = [{ name: '' }, { name: 'Login' }, { name: ' ' }, { name: 'Or\u0007ders' }]
  const fields = { 'affected.1.name': 'Write it on one line.', headline: 'Write at least one character.' }
  expect(placed(fields, rows)).toEqual({
    errors: { 'affected.3': 'Write it on one line.', headline: 'Write at least one character.' },
    isAll: true,
  })
})

test('an error that no field shows has to be said elsewhere', () => {
  const at = (fields: Record<string, string>) => placed(fields, [{ name: 'Login' }])
  expect(at({ basedOn: 'Too high.', text: 'Say something.' })).toEqual({
    errors: { text: 'Say something.' },
    isAll: false,
  })
  expect(at({ 'affected.7.name': 'Too long.' })).toEqual({ errors: {}, isAll: false })
  expect(at({})).toEqual({ errors: {}, isAll: false })
})
