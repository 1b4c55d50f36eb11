import { expect, test } from 'vitest'
import { readTable } from './csv.ts'

const lotte = { name: 'Lotte Meyer', email: 'lotte@example.org', group: 'Management' }

test.each([
  ['commas', 'name,email,group\nLotte Meyer,lotte@example.org,Management\n'],
  [
    'semicolons, as spreadsheets of Europe write them',
    'Name;E-Mail;Group\r\nLotte Meyer;lotte@example.org;Management',
  ],
  ['tabs', 'NAME\tE-mail address\tTeam\nLotte Meyer\tlotte@example.org\tManagement'],
  ['a byte order mark', '\uFEFFname,email,group\nLotte Meyer,lotte@example.org,Management'],
  [
    'another order, other columns',
    'Phone,Department,Mail,Full name\n1,Management,LOTTE@example.org,Lotte Meyer',
  ],
  [
    'two columns for the name',
    'First Name,Last Name,E-mail 1 - Value,Group\nLotte,Meyer,lotte@example.org,Management',
  ],
  ['quoted cells', '"name","email","group"\n"Lotte Meyer"," lotte@example.org ","Management"\n'],
  ['only carriage returns', 'name,email,group\rLotte Meyer,lotte@example.org,Management\r'],
  ['empty lines', '\n\nname,email,group\n\n,,\nLotte Meyer,lotte@example.org,Management\n\n'],
])('%s', (_, text) => {
  const { rows, faults } = readTable(text)
  expect(faults).toEqual([])
  expect(rows.map(({ line: _line, ...row }) => row)).toEqual([lotte])
})

test('a comma in a quoted name, under semicolons and commas', () => {
  const text = 'name;email\n"Meyer; Lotte";lotte@example.org\nBeck, Jonas;jonas@example.org'
  expect(readTable(text).rows.map(({ name }) => name)).toEqual(['Meyer; Lotte', 'Beck, Jonas'])
})

test('without a column for groups the group is left as it is; an empty cell is no group', () => {
  expect(readTable('name,email\nLotte,lotte@example.org').rows[0]?.group).toBeUndefined()
  expect(readTable('name,email,group\nLotte,lotte@example.org,').rows[0]?.group).toBeNull()
})

test('each row at fault is named by its line with what would be right; the others are read', () => {
  const { rows, faults } = readTable(
    [
      'name,email,group',
      'Lotte Meyer,lotte@example.org,Management', // 2
      'Jonas Beck,jonas＠example.org,', // 3: a look-alike @
      ',nobody@example.org,', // 4
      'Ines Okafor,,', // 5
      'Paul,"a@example.org,b@example.org",', // 6
      '"Two',
      'lines",two@example.org,', // 7 and 8
      'Lotte again,LOTTE@example.org,', // 9
      'Kyrill,k\u0430rl@example.org,', // 10: a Cyrillic а
      `Noor,noor@example.org,${'g'.repeat(81)}`, // 11
      'Jonas Beck,jonas@example.org,Board', // 12
    ].join('\n'),
  )
  expect(rows.map(({ line, email }) => [line, email])).toEqual([
    [2, 'lotte@example.org'],
    [12, 'jonas@example.org'],
  ])
  const one = 'Write one e-mail address, such as ines@example.org.'
  expect(faults).toEqual([
    { line: 3, says: `The e-mail address “jonas＠example.org” cannot be taken. ${one}` },
    { line: 4, says: 'The name of nobody@example.org is missing.' },
    { line: 5, says: 'The e-mail address of Ines Okafor is missing.' },
    { line: 6, says: `The e-mail address “a@example.org,b@example.org” cannot be taken. ${one}` },
    { line: 7, says: 'The name “Two\nlines” cannot be taken. Write it on one line.' },
    { line: 9, says: 'lotte@example.org stands in line 2 already. Keep one of the two.' },
    { line: 10, says: `The e-mail address “k\u0430rl@example.org” cannot be taken. ${one}` },
    {
      line: 11,
      says: `The group “${'g'.repeat(80)}” cannot be taken. Write at most 80 characters.`,
    },
  ])
})

test.each([
  ['', 1, /empty/],
  ['Lotte,lotte@example.org', 1, /names no columns we know/],
  ['name,group\nLotte,Board', 1, /needs the columns name and email/],
  ['name,email\n"Lotte,lotte@example.org\n', 2, /quotation mark/],
  ['name,email\nLotte "L" Meyer,lotte@example.org\nJonas,jonas@example.org', 2, /quotation mark/],
])('%j is no table', (text, line, says) => {
  const { faults } = readTable(text)
  expect(faults).toHaveLength(1)
  expect(faults[0]?.line).toBe(line)
  expect(faults[0]?.says).toMatch(says)
})

test('10,000 rows are read in a moment, and a wrong one among them is found', () => {
  const lines = Array.from({ length: 10_000 }, (_, n) => `Person ${n},p${n}@example.org,Group ${n % 20}`)
  lines[7_000] = 'Person,wrong,'
  const before = performance.now()
  const { rows, faults } = readTable(`name,email,group\n${lines.join('\n')}`)
  expect(performance.now() - before).toBeLessThan(15_000)
  expect(rows).toHaveLength(9_999)
  expect(faults.map(({ line }) => line)).toEqual([7_002])
})
