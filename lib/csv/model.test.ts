import naughty from 'big-list-of-naughty-strings'
import { expect, test } from 'vitest'
import { csvLine } from './model.ts'

test.each([
  ['=1+1', `"'=1+1"`],
  ['+49 30 5550142', `"'+49 30 5550142"`],
  ['-2+3', `"'-2+3"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['＝1', `"'＝1"`],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
])('%j is text and no formula', (given, cell) => {
  expect(csvLine([given])).toBe(`${cell}\r\n`)
})

test('what needs quotes gets them; numbers and nothing stay as they are', () => {
  expect(csvLine(['plain', 'a,b', 'a"b', 'a\nb', -3, null, ''])).toBe('plain,"a,b","a""b","a\nb",-3,,\r\n')
})

test('every naughty string comes back as it was, or with an apostrophe in front', () => {
  const strings: string[] = naughty
  for (const text of strings) {
    const line = csvLine(['first', text, 'last'])
    const [, cell = '', ...rest] = readLine(line)
    expect(rest).toEqual(['last'])
    expect([text, `'${text}`]).toContain(cell)
    expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  }
})

/** The cells of one line, as RFC 4180 reads them. */
function readLine(line: string): string[] {
  const cells: string[] = []
  for (const [, quoted, plain = ''] of line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
  }
  return cells
}
