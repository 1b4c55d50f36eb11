import PDFDocument from 'pdfkit'
import { expect, test } from 'vitest'
import { facesOf, fileOf, type Voice } from './faces.ts'
import { openFonts } from './fonts.ts'
import { missingWords, scriptOf, unitsOf } from './scripts.ts'
import { type Span, typesetter } from './type.ts'
import { markdownSpans } from './words.ts'

const doc = new PDFDocument({ autoFirstPage: false, fontLayoutCache: false })
const fonts = openFonts(doc)
const type = typesetter(doc)
const style = { voice: 'sans', size: 10, color: '#000000' } as const
const own = (text: string): Span => ({ ...style, text, isOwn: true })

/** What has no glyph in any face of the voice. */
function uncovered(text: string, voice: Voice, isJapanese = false): string {
  const before = fonts.split(text, voice, isJapanese).map((run) => run.text)
  return [...before.join('')].filter((char, index) => char === '□' && [...text][index] !== '□').join('')
}

/** Every character that a legacy encoding of two bytes has: the common ones of its language. */
function charset(encoding: string): string {
  const decoder = new TextDecoder(encoding)
  const bytes: number[] = []
  for (let high = 0xb0; high <= 0xf7; high++) for (let low = 0xa1; low <= 0xfe; low++) bytes.push(high, low)
  return decoder.decode(Uint8Array.from(bytes)).replace(/[^\p{Script=Han}]/gu, '')
}

function letters(from: number, to: number, script: RegExp): string {
  const all = Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))
  return all.filter((char) => script.test(char) && /\p{L}|\p{M}|\p{N}/u.test(char)).join('')
}

test.each([
  ['Latin', letters(0xa0, 0x24f, /\p{Script=Latin}/u) + letters(0x1e00, 0x1eff, /\p{Script=Latin}/u)],
  ['Greek', letters(0x370, 0x3ff, /\p{Script=Greek}/u) + letters(0x1f00, 0x1fff, /\p{Script=Greek}/u)],
  ['Cyrillic', letters(0x400, 0x52f, /\p{Script=Cyrillic}/u)],
  ['Hebrew', letters(0x5d0, 0x5ea, /\p{Script=Hebrew}/u)],
  ['Arabic', letters(0x621, 0x6a1, /\p{Script=Arabic}/u) + letters(0x6a3, 0x6d5, /\p{Script=Arabic}/u)],
  ['Chinese, simplified', charset('gb2312')],
  ['Japanese', `${charset('euc-jp')}${letters(0x3041, 0x30fe, /\p{Script=Hiragana}|\p{Script=Katakana}/u)}`],
])('no letter of %s is missing, in any voice', (_name, text) => {
  expect(text.length).toBeGreaterThan(20)
  const isJapanese = /[ぁ-ヿ]/.test(text)
  for (const voice of ['serif', 'headline', 'sans', 'strong', 'mono'] as const) {
    expect([voice, uncovered(text, voice, isJapanese)]).toEqual([voice, ''])
  }
})

test('every face that is named is installed, but for the subsets that a voice does not have', () => {
  const missing = [...new Set([...facesOf('sans', false), ...facesOf('headline', true)])].filter(
    (face) => fileOf(face) === null && !face.includes('vietnamese'),
  )
  expect(missing).toEqual([])
})

test('what no face has is a box, and its script is named', () => {
  const [line] = type.lines([own('고객 ไม่')], 400)
  expect(line?.runs.map(({ text }) => text).join('')).toMatch(/^□+ □+$/)
  expect(type.missing()).toEqual(['Korean', 'Thai'])
  expect(scriptOf('ᚠ')).toBe('other signs')
  expect(missingWords(['Chinese', 'Korean'])).toBe(
    'Characters that this installation has no font for stand as □: Chinese, Korean. The optional package @expo-google-fonts/noto-sans-sc brings Chinese.',
  )
})

test('kana make a text Japanese: its characters are drawn the Japanese way', () => {
  const faces = (text: string) => type.line([own(text)]).runs.map(({ font }) => font.split('/')[1])
  expect(faces('直接')).toEqual(['noto-sans-sc'])
  expect(faces('直接です')).toEqual(['kosugi'])
})

/** The runs as they stand, from the left. */
const asSeen = (spans: Span[], width = 400) =>
  type.lines(spans, width).map(({ runs }) =>
    runs
      .toSorted((a, b) => a.x - b.x)
      .map(({ text }) => text.trim())
      .filter((text) => text !== ''),
  )

test('a paragraph from right to left begins on the right; numbers and names in it keep their order', () => {
  expect(asSeen([own('השירות (login) לא זמין מאז 14:02')])).toEqual([
    ['14:02', 'מאז', 'זמין', 'לא', ')', 'login', '(', 'השירות'],
  ])
  const [line] = type.lines([own('שלום')], 400)
  const last = line?.runs.at(-1)
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(400, 3)
})

test('in a sentence of ours somebody’s words from right to left keep to themselves', () => {
  expect(
    asSeen([{ ...style, text: 'Reported by ' }, own('محمد الأحمد'), { ...style, text: ', Support.' }]),
  ).toEqual([['Reported by', 'الأحمد', 'محمد', ', Support.']])
})

test('letters of Arabic join, and Persian keeps those apart that it wants apart', () => {
  const glyphs = (text: string) =>
    type.line([own(text)]).runs.reduce((sum, run) => sum + fonts.measure(run.text, run.font, 10), 0)
  expect(type.width('بيت', style)).toBeLessThan(type.width('ب', style) * 3)
  expect(type.line([own('می\u200cخواهیم')]).runs).toHaveLength(2)
  expect(glyphs('می\u200cخواهیم')).not.toBeCloseTo(glyphs('میخواهیم'), 3)
})

test.each([
  ['客户，无法。', ['客', '户，', '无', '法。']],
  ['「sessions」です', ['「sessions」', 'で', 'す']],
  ['v847を', ['v847', 'を']],
  ['plain-words', ['plain-words']],
])('%s may break between %j', (text, parts) => {
  expect(unitsOf(text)).toEqual(parts)
  expect(parts.join('')).toBe(text)
})

test('whatever is set, no line is wider than its column', () => {
  const texts = [
    `https://grafana.test/${'verylong'.repeat(40)}`,
    'Donaudampfschifffahrtsgesellschaft'.repeat(5),
    '客户无法登录页面等待秒后显示应用程序错误'.repeat(5),
    '- one\n- two\n  - three which is longer than the column is wide\n\n1. four five six seven eight nine',
    'تعطلت خدمة تسجيل الدخول منذ الساعة 14:02، ويرى العملاء الخطأ 503',
    'W'.repeat(300),
  ]
  for (const text of texts) {
    for (const { runs } of type.lines(markdownSpans(text, style), 120)) {
      for (const { x, width } of runs) {
        expect(x).toBeGreaterThanOrEqual(-0.001)
        expect(x + width).toBeLessThanOrEqual(120.001)
      }
    }
  }
})
