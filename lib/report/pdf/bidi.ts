/** Texts that run from right to left: which characters do, and in which order the runs of a line stand. */
import bidiFactory from 'bidi-js'
import { apart, clusters } from './clusters.ts'

const bidi = bidiFactory()
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const strong = /\p{Script=Arabic}|\p{Script=Hebrew}|[\u0700-\u08ff]/u

/** Whether any of it runs from right to left: nearly no text does, and then nothing needs ordering. */
export function isMixed(text: string): boolean {
  return rightToLeft.test(text)
}

/** Whether it is read from right to left: its first letter says so. */
export function beginsRightToLeft(text: string): boolean {
  const first = text.match(/\p{L}/u)?.[0]
  return first !== undefined && rightToLeft.test(first)
}

type Part = { text: string; isOwn: boolean }
const [isolate, pop] = ['\u2068', '\u2069']

/**
 * The level of every character (odd: from right to left) of a paragraph in parts, and its own direction. What somebody
 * wrote (`isOwn`), and a name that begins from right to left, keeps its own order inside of our words; what somebody
 * wrote alone sets the direction of the paragraph.
 */
export function levelsOf(parts: readonly Part[]): { levels: Uint8Array[]; isRightToLeft: boolean } {
  const isOwn = parts.every((part) => part.isOwn)
  const isApart = (part?: Part) => part !== undefined && (part.isOwn || beginsRightToLeft(part.text))
  const starts: number[] = []
  let text = ''
  parts.forEach((part, index) => {
    const opens = !isOwn && isApart(part) && !isApart(parts[index - 1])
    const closes = !isOwn && isApart(part) && !isApart(parts[index + 1])
    if (opens) text += isolate
    starts.push(text.length)
    text += part.text
    if (closes) text += pop
  })
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, isOwn ? 'auto' : 'ltr')
  return {
    levels: parts.map((part, index) => {
      const start = starts[index] ?? 0
      return levels.slice(start, start + part.text.length)
    }),
    isRightToLeft: (paragraphs[0]?.level ?? 0) % 2 === 1,
  }
}

/** As runs stand on the line, from the left: from the highest level down, what is at least that high turns around. */
export function visualOrder<Run extends { level: number }>(runs: readonly Run[]): Run[] {
  const order = [...runs]
  const highest = Math.max(0, ...order.map(({ level }) => level))
  for (let level = highest; level > 0; level--) {
    let from = 0
    while (from < order.length) {
      let to = from
      while (to < order.length && (order[to]?.level ?? 0) >= level) to++
      if (to > from) order.splice(from, to - from, ...order.slice(from, to).reverse())
      from = Math.max(to, from + 1)
    }
  }
  return order
}

/**
 * What to hand to the font for a run at an odd level. Letters are turned around by their font, which shapes them too;
 * brackets and other marks of a run without letters are turned here, and mirrored.
 */
export function turned(text: string): string {
  if (strong.test(text)) return text.replaceAll(apart, '')
  return clusters(text)
    .reverse()
    .map((cluster) => bidi.getMirroredCharacter(cluster) ?? cluster)
    .join('')
}
