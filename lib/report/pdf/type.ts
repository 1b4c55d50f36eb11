/** Setting type: spans of words become lines of runs, each in one face, at its place on the line. */
import { isMixed, levelsOf, visualOrder } from './bidi.ts'
import { breakLines, type Piece } from './break.ts'
import type { Voice } from './faces.ts'
import { type Fonts, openFonts } from './fonts.ts'
import { isJapanese } from './scripts.ts'

/** `isOwn`: what somebody wrote. Its direction follows from its letters, that of our own words does not. */
export type Style = {
  voice: Voice
  size: number
  color: string
  link?: string
  isOwn?: boolean
  /** Of the paragraph that begins with it: white space on its left, more of it after its first line, and above it. */
  indent?: number
  hang?: number
  above?: number
}
export type Span = Style & { text: string }
/** Characters of one face beside each other, `x` from the left end of the column. Widths in points. */
export type Run = {
  text: string
  font: string
  size: number
  color: string
  width: number
  level: number
  x: number
  link?: string
}
/** Its runs stand in the order in which they are read. */
export type Line = { runs: Run[]; width: number; above?: number }

export type Typesetter = {
  /** Breaks spans into lines no wider than `width`. Line feeds in a text break too. */
  lines: (spans: readonly Span[], width: number) => Line[]
  width: (text: string, style: Style) => number
  /** One line, however wide. */
  line: (spans: readonly Span[]) => Line
  /** Scripts of which characters could not be set so far. */
  missing: () => string[]
}

/** A typesetter that measures with the document's own fonts. */
export function typesetter(doc: PDFKit.PDFDocument): Typesetter {
  const fonts = openFonts(doc)
  const runsOf = (piece: Piece, text = piece.text): Run[] => setRuns(fonts, piece, text)
  const lines = (spans: readonly Span[], width: number): Line[] =>
    paragraphsOf(spans).flatMap(({ pieces, isRightToLeft, indent, hang, above }) => {
      const widths = { first: width - indent, rest: width - indent - hang }
      return breakLines(pieces, widths, runsOf).map((line, index) => {
        if (index === 0 && above > 0) line.above = above
        const room = index === 0 ? widths.first : widths.rest
        // From right to left, white space is on the right.
        const x = isRightToLeft && Number.isFinite(room) ? room - line.width : width - room
        return placed(line, Number.isFinite(x) ? x : 0)
      })
    })
  const line = (spans: readonly Span[]) => lines(spans, Number.POSITIVE_INFINITY)[0] ?? { runs: [], width: 0 }
  return { lines, line, width: (text, style) => line([{ ...style, text }]).width, missing: fonts.missing }
}

function setRuns(fonts: Fonts, { style, level, isJapanese }: Piece, text: string): Run[] {
  return fonts.split(text, style.voice, isJapanese).map((run) => {
    const { size, color, link } = style
    const width = fonts.measure(run.text, run.font, size)
    return { ...run, size, color, width, level, x: 0, ...(link ? { link } : {}) }
  })
}

/** Gives each run its place, beginning at `left`. */
function placed(line: Line, left: number): Line {
  let x = left
  const isTurned = line.runs.some(({ level }) => level > 0)
  for (const run of isTurned ? visualOrder(line.runs) : line.runs) {
    run.x = x
    x += run.width
  }
  return line
}

type Text = { pieces: Piece[]; isRightToLeft: boolean }
type Paragraph = Text & { indent: number; hang: number; above: number }

/** Paragraphs end at line feeds. */
function paragraphsOf(spans: readonly Span[]): Paragraph[] {
  const paragraphs: Span[][] = [[]]
  for (const span of spans) {
    const [first = '', ...others] = printable(span.text).split('\n')
    paragraphs.at(-1)?.push({ ...span, text: first })
    for (const text of others) paragraphs.push([{ ...span, text }])
  }
  return paragraphs.map((paragraph) => {
    const { indent = 0, hang = 0, above = 0 } = paragraph[0] ?? {}
    const words = paragraph.filter(({ text }) => text !== '')
    const text = words.some(({ text }) => isMixed(text))
      ? mixedPieces(words)
      : { pieces: words.flatMap((span) => piecesOf(span, span.text, 0)), isRightToLeft: false }
    return { ...text, indent, hang, above }
  })
}

/** Cut where the direction changes, so that every piece has one level. */
function mixedPieces(spans: readonly Span[]): Text {
  const { levels, isRightToLeft } = levelsOf(spans.map(({ text, isOwn = false }) => ({ text, isOwn })))
  const pieces = spans.flatMap((span, index) => {
    const own = levels[index] ?? new Uint8Array()
    const cuts = [0]
    for (let at = 1; at < span.text.length; at++) if (own[at] !== own[at - 1]) cuts.push(at)
    return cuts.flatMap((from, count) =>
      piecesOf(span, span.text.slice(from, cuts[count + 1]), own[from] ?? 0),
    )
  })
  return { pieces, isRightToLeft }
}

function piecesOf(span: Span, part: string, level: number): Piece[] {
  const { text, ...style } = span
  const kana = isJapanese(text)
  return part
    .split(/( +)/)
    .filter((word) => word !== '')
    .map((word) => ({ text: word, style, level, isJapanese: kana, isSpace: word.startsWith(' ') }))
}

/** Zero-width characters, marks of direction, variation selectors, and controls other than the line feed. */
const invisible = [
  /[\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
  // Persian keeps its letters apart with this one; elsewhere it does nothing.
  /(?<!\p{Script=Arabic})\u200c|\u200c(?!\p{Script=Arabic})/gu,
  /\p{Variation_Selector}/gu,
  /(?!\n)\p{Cc}/gu,
]

/** What can be set: invisible characters go, thin spaces become the no-break space that our fonts have. */
function printable(text: string): string {
  // Nearly everything is plain letters.
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202f\u2007\u2009\u200a]/g, '\u00a0')
    .replace(/\t/g, '    ')
  return invisible.reduce((rest, pattern) => rest.replace(pattern, ''), plain)
}
