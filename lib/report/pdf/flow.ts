/** Putting atoms on paper: across pages, and answers in two columns of which none is broken if it fits on a page. */

import { type Atom, heightOf } from './atoms.ts'
import { colours, hairline, mm } from './colours.ts'
import { artifact, drawRule } from './ink.ts'
import { newPage, type Paper } from './paper.ts'

/** One below the other; where a page ends, the rest goes on the next. `keep` atoms stay with the one after them. */
export function flow(paper: Paper, atoms: readonly Atom[], keep = 0): void {
  atoms.forEach((atom, index) => {
    const together = heightOf(atoms.slice(index, index + (index < keep ? keep + 1 - index : 1)))
    if (paper.y + together > paper.bottom && paper.y > paper.top) newPage(paper)
    atom.draw(paper.left, paper.y)
    paper.y += atom.height
  })
}

/** Together on one page, unless that is more than half a page. */
export function flowWhole(paper: Paper, atoms: readonly Atom[]): void {
  const height = heightOf(atoms)
  const isSmall = height <= (paper.bottom - paper.top) / 2
  if (isSmall && paper.y + height > paper.bottom && paper.y > paper.top) newPage(paper)
  flow(paper, atoms, 1)
}

type Block = { atoms: Atom[]; height: number }
type Column = { blocks: Block[]; height: number }

const gutter = 8 * mm
/** More blocks than this never fit on one page. */
const MOST = 60
/** The size of the parts of an answer that is too high to stay whole. */
const PART = 60

/** The width of one of two columns, in points. */
export function columnWidth(paper: Paper): number {
  return (paper.width - gutter) / 2
}

/** Blocks in two columns, filled evenly; what does not fit goes on the next page, in two columns again. */
export function twoColumns(paper: Paper, blocks: readonly Atom[][]): void {
  let rest = blocks.map((atoms): Block => ({ atoms, height: heightOf(atoms) }))
  while (rest.length > 0) {
    const room = paper.bottom - paper.y
    rest = rest.flatMap((block) => (block.height > (paper.bottom - paper.top) / 2 ? split(block) : [block]))
    const taken = balance(rest, room)
    if (taken.left.blocks.length === 0) {
      if (paper.y <= paper.top) break
      newPage(paper)
      continue
    }
    drawColumns(paper, taken.left, taken.right)
    rest = rest.slice(taken.left.blocks.length + taken.right.blocks.length)
    if (rest.length > 0) newPage(paper)
  }
}

function drawColumns(paper: Paper, left: Column, right: Column): void {
  const width = columnWidth(paper)
  const start = paper.y
  const height = Math.max(left.height, right.height)
  artifact(paper.doc, 'Layout', () => {
    drawRule(paper.doc, paper.left + width + gutter / 2, start, hairline, height, colours.rule2)
  })
  for (const [column, x] of [
    [left, paper.left],
    [right, paper.left + width + gutter],
  ] as const) {
    let y = start
    for (const atom of column.blocks.flatMap(({ atoms }) => atoms)) {
      atom.draw(x, y)
      y += atom.height
    }
  }
  paper.y = start + height
}

/** As many blocks as fit, and of the ways to share them between the columns the most even one. */
function balance(blocks: readonly Block[], room: number): { left: Column; right: Column } {
  for (let count = Math.min(blocks.length, MOST); count > 0; count--) {
    let best: { left: Column; right: Column } | null = null
    for (let first = 1; first <= count; first++) {
      const [left, right] = [column(blocks.slice(0, first)), column(blocks.slice(first, count))]
      if (left.height > room || right.height > room) continue
      if (!best || Math.max(left.height, right.height) < Math.max(best.left.height, best.right.height))
        best = { left, right }
    }
    if (best) return best
  }
  return { left: column([]), right: column([]) }
}

function column(blocks: Block[]): Column {
  return { blocks, height: blocks.reduce((sum, block) => sum + block.height, 0) }
}

/** Higher than half a page: it breaks between lines, so that it leaves no page half empty. */
function split({ atoms }: Block): Block[] {
  const parts: Block[] = []
  let part: Block = { atoms: [], height: 0 }
  for (const atom of atoms) {
    if (part.height + atom.height > PART && part.atoms.length > 0) {
      parts.push(part)
      part = { atoms: [], height: 0 }
    }
    part.atoms.push(atom)
    part.height += atom.height
  }
  return [...parts, part]
}
