/** Setting type: which face a character comes from, how wide a run is, where lines break. */
import { faces, fileOf, type Voice } from './faces.ts'

export type Style = { voice: Voice; size: number; color: string; link?: string }
export type Span = Style & { text: string }
/** Characters of one face, beside each other. Widths in points. */
export type Run = { text: string; font: string; size: number; color: string; width: number; link?: string }
export type Line = { runs: Run[]; width: number }

export type Typesetter = {
  /** Breaks spans into lines no wider than `width`. Line feeds in a text break too. */
  lines: (spans: readonly Span[], width: number) => Line[]
  width: (text: string, style: Style) => number
  /** One line, however wide. */
  line: (spans: readonly Span[]) => Line
}

/** Stands for a character that no font has: visible, never silent garbage. */
const missing = '□'

type Piece = { text: string; style: Style; kind: 'word' | 'space' | 'break' }

/** A typesetter that measures with the document's own fonts. */
export function typesetter(doc: PDFKit.PDFDocument): Typesetter {
  const fonts = fontChooser(doc)
  const measure = measurer(doc)
  const runsOf = (text: string, style: Style): Run[] =>
    fonts(text, style.voice).map((run) => {
      const { size, color, link } = style
      const width = measure(run.text, run.font, size)
      return { ...run, size, color, width, ...(link ? { link } : {}) }
    })
  const lines = (spans: readonly Span[], width: number) => breakLines(spans.flatMap(piecesOf), width, runsOf)
  const line = (spans: readonly Span[]) => lines(spans, Number.POSITIVE_INFINITY)[0] ?? { runs: [], width: 0 }
  return { lines, line, width: (text, style) => line([{ ...style, text }]).width }
}

/** Splits a text into runs, each in the first face of the voice's chain that has its characters. */
function fontChooser(doc: PDFKit.PDFDocument) {
  const coverage = new Map<string, ((code: number) => boolean) | null>()
  const chosen = new Map<string, string>()
  const covers = (face: string): ((code: number) => boolean) | null => {
    if (!coverage.has(face)) coverage.set(face, load(doc, face))
    return coverage.get(face) ?? null
  }
  const choose = (cluster: string, voice: Voice): string => {
    const key = `${voice}\u0000${cluster}`
    const known = chosen.get(key)
    if (known !== undefined) return known
    const codes = [...cluster].map((char) => char.codePointAt(0) ?? 0)
    const font = faces[voice].find((face) => codes.every((code) => covers(face)?.(code))) ?? ''
    chosen.set(key, font)
    return font
  }
  return (text: string, voice: Voice): { text: string; font: string }[] => {
    // The first face of every voice has all of ASCII, and most words are nothing else.
    if (/^[\x20-\x7e]+$/.test(text)) return [{ text, font: choose('a', voice) }]
    const runs: { text: string; font: string }[] = []
    for (const cluster of clusters(text)) {
      const found = choose(cluster, voice)
      const run = found ? { text: cluster, font: found } : { text: missing, font: choose(missing, voice) }
      const last = runs.at(-1)
      if (last?.font === run.font) last.text += run.text
      else runs.push(run)
    }
    return runs
  }
}

function load(doc: PDFKit.PDFDocument, face: string): ((code: number) => boolean) | null {
  const file = fileOf(face)
  if (file === null) return null
  doc.registerFont(face, file).font(face)
  // pdfkit keeps the opened font (fontkit's) here; its types do not say so. Coverage is asked nowhere else.
  const { font } = (
    doc as unknown as { _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } } }
  )._font
  return (code) => font.hasGlyphForCodePoint(code)
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a reader takes for one character. */
function clusters(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

function measurer(doc: PDFKit.PDFDocument) {
  const widths = new Map<string, number>()
  return (text: string, font: string, size: number): number => {
    const key = `${font}\u0000${text}`
    const known = widths.get(key)
    if (known !== undefined) return known * size
    const width = doc.font(font).fontSize(100).widthOfString(text) / 100
    // Words repeat; a log of thousands of entries must not keep every one of its own.
    if (text.length <= 24 && widths.size < 20_000) widths.set(key, width)
    return width * size
  }
}

/** Zero-width characters, marks of direction, variation selectors, and controls other than the line feed. */
const invisible = [
  /[\u200b-\u200c\u200e-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
  /\p{Variation_Selector}/gu,
  /(?!\n)\p{Cc}/gu,
]

/** What can be set: invisible characters go, thin spaces become the no-break space that our fonts have. */
function printable(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202f\u2007\u2009\u200a]/g, '\u00a0')
    .replace(/\t/g, '    ')
  return invisible.reduce((rest, pattern) => rest.replace(pattern, ''), plain)
}

function piecesOf(span: Span): Piece[] {
  const { text, ...style } = span
  return printable(text)
    .split(/(\n| +)/)
    .filter((part) => part !== '')
    .map((part) => ({
      text: part,
      style,
      kind: part === '\n' ? 'break' : part.startsWith(' ') ? 'space' : 'word',
    }))
}

/** Greedy, as long as words fit; a word wider than the line is cut. Pieces without a space between stay together. */
function breakLines(
  pieces: readonly Piece[],
  width: number,
  runsOf: (text: string, style: Style) => Run[],
): Line[] {
  const column = openColumn(width)
  let index = 0
  while (index < pieces.length) {
    const piece = pieces[index]
    index++
    if (!piece) break
    if (piece.kind === 'break') column.next()
    else if (piece.kind === 'space') column.space(runsOf(piece.text, piece.style))
    else {
      const word = [piece]
      for (let more = pieces[index]; more?.kind === 'word'; more = pieces[index]) {
        word.push(more)
        index++
      }
      const runs = word.flatMap(({ text, style }) => runsOf(text, style))
      if (total(runs) <= width) column.word(runs)
      else column.cut(word, runsOf)
    }
  }
  return column.lines()
}

/** Fills lines of one width. A space is set only when a word follows it on the same line. */
function openColumn(width: number) {
  const lines: Line[] = []
  let line: Line = { runs: [], width: 0 }
  let space: Run[] = []
  const next = () => {
    lines.push(line)
    line = { runs: [], width: 0 }
    space = []
  }
  const put = (runs: readonly Run[]) => {
    for (const run of runs) {
      const last = line.runs.at(-1)
      // One run for a whole phrase: far fewer operators in the file, and its text is copied in one piece.
      if (last && isAlike(last, run))
        line.runs[line.runs.length - 1] = {
          ...last,
          text: last.text + run.text,
          width: last.width + run.width,
        }
      else line.runs.push(run)
      line.width += run.width
    }
  }
  const word = (runs: readonly Run[]) => {
    if (line.runs.length > 0 && line.width + total(space) + total(runs) > width) next()
    put(space)
    put(runs)
    space = []
  }
  return {
    next,
    word,
    space: (runs: Run[]) => {
      space = line.runs.length === 0 ? [] : runs
    },
    /** Wider than a line (an address, a script without spaces): it goes on wherever the line ends. */
    cut: (pieces: readonly Piece[], runsOf: (text: string, style: Style) => Run[]) => {
      put(space)
      space = []
      for (const { text, style } of pieces) {
        for (const { segment } of segmenter.segment(text)) {
          const runs = runsOf(segment, style)
          if (line.runs.length > 0 && line.width + total(runs) > width) next()
          put(runs)
        }
      }
    },
    lines: () => (line.runs.length > 0 || lines.length === 0 ? [...lines, line] : lines),
  }
}

function isAlike(a: Run, b: Run): boolean {
  return a.font === b.font && a.size === b.size && a.color === b.color && a.link === b.link
}

function total(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.width, 0)
}
