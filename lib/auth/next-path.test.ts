import { expect, test } from 'vitest'
import { safeNextPath } from './next-path.ts'

const home = 'https://sitrep.example.org'

test.each([
  ['/incidents/INC-1', '/incidents/INC-1'],
  ['/incidents?status=open&q=a%20b#log', '/incidents?status=open&q=a%20b#log'],
  ['/settings/../incidents', '/incidents'],
  ['/incidents?_rsc=abc', '/incidents'],
  ['/joined', '/joined'],
])('%s is kept', (next, path) => {
  expect(safeNextPath(next, home)).toBe(path)
})

test.each([
  undefined,
  null,
  ['/a', '/b'],
  '',
  'incidents',
  'https://evil.example',
  'HTTPS://evil.example',
  'http:evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\\evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '@evil.example',
  'https:/evil.example',
  'https:evil.example',
  `${home}@evil.example`,
  `${home}.evil.example`,
  'mailto:a@b',
  '/sign-in',
  '/sign-in?next=/',
  '/set-up?token=x',
  '/join',
  '/reset?token=x',
  '/api/auth/signout',
])('%j leads home', (next) => {
  expect(safeNextPath(next, home)).toBe('/')
})
