import { expect, test } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { refuseCommonPassword } from './common-password.ts'

const about = ['Ines Okafor', 'ines@northfield.example', 'Northfield Supply']

test.each([
  ['password1234', /most common passwords/],
  ['Password123!', /most common passwords/],
  ['123456789012', /common|run of keys/],
  ['qwertyuiop12', /common|run of keys/],
  ['administrator', /most common passwords/],
  ['iloveyou1234', /most common passwords/],
  ['aaaaaaaaaaaa', /repeats itself/],
  ['trustno1trustno1', /repeats itself/],
  [' '.repeat(12), /repeats itself/],
  ['abcdefghijkl', /run of keys or letters/],
  ['northfieldsupply', /your name, address or organisation/],
  ['InesOkafor12', /your name, address or organisation/],
])('%j is refused, with the reason and what would be right', (password, reason) => {
  const error = refusalOf(password)
  expect(error).toMatchObject({ code: 'invalid', fields: { password: expect.stringMatching(reason) } })
  expect(error?.fields.password).toContain('Use four or more words')
})

test.each([
  'correct horse battery',
  'seven calm herons at dusk',
  'xK9#mQ2$vL7p',
  '日本語のながい合言葉です',
  '🦩🪁🧭🛶🪨🌾🦔🫖🧶🪴🛎️🎏',
])('%j is taken', (password) => {
  expect(refusalOf(password)).toBeNull()
})

test('the longest password is looked at within a moment', () => {
  const from = process.cpuUsage()
  refusalOf('ab'.repeat(100))
  refusalOf(Array.from({ length: 200 }, (_, at) => String.fromCharCode(33 + ((at * 37) % 90))).join(''))
  // Its own work, however busy the machine is with others'.
  expect(process.cpuUsage(from).user).toBeLessThan(7_500_000)
})

function refusalOf(password: string): AppError | null {
  try {
    refuseCommonPassword(password, about)
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
