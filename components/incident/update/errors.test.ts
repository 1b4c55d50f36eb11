import { expect, test } from 'vitest'
import { errorsAfter } from '#components/incident/update/errors.ts'

test('an error goes with what it was about, and the others stay', () => {
  const errors = { headline: 'Too long.', text: 'Say something.', nextUpdateAt: 'It has passed.' }
  const { headline, text, nextUpdateAt } = errors
  expect(errorsAfter(errors, { text: 'A' })).toEqual({ headline, nextUpdateAt })
  expect(errorsAfter(errors, { headline: null, text: null })).toEqual({ nextUpdateAt })
  expect(errorsAfter(errors, { proposal: 1 })).toEqual({ headline, text })
  expect(errorsAfter(errors, { ownTime: '2026-05-14T15:00' })).toEqual({ headline, text })
  expect(errorsAfter({ nextUpdateAt }, { title: 'Login', basedOn: 8 })).toEqual({ nextUpdateAt })
})
