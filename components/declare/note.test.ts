import { expect, test } from 'vitest'
import { emptyForm } from '#components/declare/form.ts'
import { noteOf } from '#components/declare/note.ts'

const now = Date.parse('2026-05-14T12:10:00Z')
const noteFor = (given: Partial<ReturnType<typeof emptyForm>>) =>
  noteOf({ ...emptyForm('Ines Okafor', false), ...given }, 'Ines Okafor', 'Europe/Berlin', now)

test('a topic alone is one line', () => {
  expect(noteFor({ topic: ' Logins fail ' })).toBe('Also reported: Logins fail')
})

test('everything that was typed is in it', () => {
  const given = {
    ...{ topic: 'Logins fail', reported: 'The page spins', reportedBy: 'Mara', source: 'Phone call' },
    ...{ time: '14:02', affectedMore: 'about 30' },
    affected: 'Some customers',
  } as const
  expect(noteFor(given)).toBe(
    [
      'Also reported: Logins fail',
      'The page spins',
      'Reported by Mara, Phone call at 14:02:00',
      'Affected: Some customers, about 30',
    ].join('\n'),
  )
})

test('a time that cannot be read stays as it was typed', () => {
  expect(noteFor({ topic: 'Logins fail', time: 'half past two' })).toContain('Reported at half past two')
})
