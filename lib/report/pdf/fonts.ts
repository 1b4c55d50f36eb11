/** Which face a character comes from, and how wide a text in it is. */
import { readFileSync } from 'node:fs'
import { isMixed } from './bidi.ts'
import { apart, clusters } from './clusters.ts'
import { facesOf, fileOf, type Voice } from './faces.ts'
import { scriptOf } from './scripts.ts'
import { unpackFont } from './woff.ts'

export type Fonts = {
  /** A text in pieces of one face each; what no face has is a visible box. */
  split: (text: string, voice: Voice, isJapanese: boolean) => { text: string; font: string }[]
  /** In points. */
  measure: (text: string, font: string, size: number) => number
  /** The names of the scripts of which characters are missing, in the order of the alphabet. */
  missing: () => string[]
}

/** Stands for a character that no font has: visible, never silent garbage. */
const box = '□'
/** More words than a report has again and again; a log of thousands of entries must not keep each of its own. */
const keptWords = 20_000

/** Opens faces as they are needed. */
export function openFonts(doc: PDFKit.PDFDocument): Fonts {
  const coverage = new Map<string, ((code: number) => boolean) | null>()
  const chosen = new Map<string, string>()
  const missing = new Set<string>()
  const covers = (face: string, codes: readonly number[]): boolean => {
    if (!coverage.has(face)) coverage.set(face, load(doc, face))
    const has = coverage.get(face)
    return has ? codes.every(has) : false
  }
  const choose = (cluster: string, voice: Voice, isJapanese: boolean): string => {
    const key = `${voice}${isJapanese ? '+' : '\u0000'}${cluster}`
    const known = chosen.get(key)
    if (known !== undefined) return known
    const codes = [...cluster].filter((char) => char !== apart).map((char) => char.codePointAt(0) ?? 0)
    const font = facesOf(voice, isJapanese).find((face) => covers(face, codes)) ?? ''
    if (chosen.size > keptWords) chosen.clear()
    chosen.set(key, font)
    return font
  }
  return {
    split: (text, voice, isJapanese) => {
      // The first face of every voice has all of ASCII, and most words are nothing else.
      if (/^[\x20-\x7e]+$/.test(text)) return [{ text, font: choose('a', voice, false) }]
      const runs: { text: string; font: string }[] = []
      for (const cluster of clusters(text)) {
        const found = choose(cluster, voice, isJapanese)
        if (!found) missing.add(scriptOf(cluster))
        const run = found ? { text: cluster, font: found } : { text: box, font: choose(box, voice, false) }
        const last = runs.at(-1)
        if (last?.font === run.font && !last.text.endsWith(apart)) last.text += run.text
        else runs.push(run)
      }
      return runs
    },
    measure: measurer(doc),
    missing: () => [...missing].sort(),
  }
}

function measurer(doc: PDFKit.PDFDocument) {
  const widths = new Map<string, number>()
  return (text: string, font: string, size: number): number => {
    const key = `${font}\u0000${text}`
    const known = widths.get(key)
    if (known !== undefined) return known * size
    const width = doc.font(font).fontSize(100).widthOfString(text.replaceAll(apart, '')) / 100
    if (text.length <= 24 && widths.size < keptWords) widths.set(key, width)
    return width * size
  }
}

type Glyph = { codePoints: number[] }
type Layout = { glyphs: Glyph[]; positions: unknown[]; advanceWidth: number }
type Features = Record<string, boolean>
/** What pdfkit keeps of the font in use and its types leave out: fontkit's font, and its own layout of a word. */
type Inside = {
  _font: {
    font: { hasGlyphForCodePoint: (code: number) => boolean }
    layoutRun: (text: string, features?: Features) => Layout
    layoutCached: (text: string) => Layout
  }
}

/** The voices, which every document needs, unpacked once in a thread. */
const opened = new Map<string, Buffer>()

function bytesOf(file: string): Buffer {
  const known = opened.get(file)
  if (known) return known
  const bytes = unpackFont(readFileSync(file))
  if (file.endsWith('.woff')) opened.set(file, bytes)
  return bytes
}

function load(doc: PDFKit.PDFDocument, face: string): ((code: number) => boolean) | null {
  const file = fileOf(face)
  if (file === null) return null
  doc.registerFont(face, bytesOf(file)).font(face)
  const inside = (doc as unknown as Inside)._font
  keepWords(inside)
  const { font } = inside
  return (code) => font.hasGlyphForCodePoint(code)
}

/** pdfkit lays each word out anew, or keeps every word for ever: this keeps the common ones. */
function keepWords(font: Inside['_font']): void {
  const kept = new Map<string, Layout>()
  font.layoutCached = (text) => {
    const known = kept.get(text)
    if (known) return known
    const layout = isMixed(text) ? layTurned(font, text) : font.layoutRun(text)
    if (text.length <= 24) {
      if (kept.size >= 4_000) kept.clear()
      kept.set(text, layout)
    }
    return layout
  }
}

/**
 * Letters from right to left, without the ligatures that are only ornament. Whoever copies them turns the glyphs around
 * again, with all that one of them stands for: so a ligature says its letters the other way round too.
 */
function layTurned(font: Inside['_font'], text: string): Layout {
  const layout = font.layoutRun(text, { liga: false, dlig: false })
  for (const glyph of layout.glyphs) {
    if (glyph.codePoints.length > 1 && !turnedGlyphs.has(glyph)) {
      glyph.codePoints = glyph.codePoints.toReversed()
      turnedGlyphs.add(glyph)
    }
  }
  return layout
}

/** fontkit gives the same glyph again and again. */
const turnedGlyphs = new WeakSet<Glyph>()
