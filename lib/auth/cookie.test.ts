import { expect, test } from 'vitest'
import { cookieName, cookieWarning, readCookie } from './cookie.ts'

test.each([
  ['https://sitrep.example.org', '__Host-sitrep'],
  ['http://localhost:3000', '__Host-sitrep'],
  ['http://127.0.0.1:3000', '__Host-sitrep'],
  ['http://[::1]:3000', '__Host-sitrep'],
  ['http://sitrep.lan:3000', 'sitrep'],
  ['http://localhost.evil.example', 'sitrep'],
])('at %s the cookie is called %s', (url, name) => {
  expect(cookieName(url)).toBe(name)
  expect(cookieWarning(url) === null).toBe(name === '__Host-sitrep')
})

test.each([
  ['a=1; sitrep=x; b=2', 'x'],
  ['sitrep=x; sitrep=y', 'x'],
  ['sitrep=a=b', 'a=b'],
  [' sitrep = x ', 'x'],
  ['xsitrep=x', null],
  ['sitrep', null],
  ['', null],
  [undefined, null],
])('%j holds %j', (header, value) => {
  expect(readCookie(header, 'sitrep')).toBe(value)
})
