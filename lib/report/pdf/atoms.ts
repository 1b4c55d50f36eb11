/** Atoms: what a report is cut into before it is spread over columns and pages. */
import { colours, hairline } from './colours.ts'
import { artifact, drawLine, drawRule } from './ink.ts'
import type { Paper } from './paper.ts'
import type { Line } from './type.ts'

type Element = PDFKit.PDFStructureElement

/** The smallest thing that a page break leaves whole. `y` is its upper edge. */
export type Atom = { height: number; draw: (x: number, y: number) => void }

/** Lines as atoms, in one new element of the structure. `leading` is the height of a line. */
export function lineAtoms(
  paper: Paper,
  lines: readonly Line[],
  leading: number,
  parent: Element,
  tag = 'P',
): Atom[] {
  const element = paper.doc.struct(tag)
  parent.add(element)
  return linesIn(paper, lines, leading, element, tag)
}

/** The same in an element that is there already. */
export function linesIn(
  { doc }: Paper,
  lines: readonly Line[],
  leading: number,
  element: Element,
  tag: string,
): Atom[] {
  return lines.map((line, index) => {
    // Nothing stands above the first one that it must keep away from.
    const above = index === 0 ? 0 : (line.above ?? 0)
    return {
      height: above + leading,
      draw: (x, y) => drawLine(doc, line, x, y + above + leading * 0.76, element, tag),
    }
  })
}

/** White space. */
export function gap(height: number): Atom {
  return { height, draw: () => undefined }
}

/** A hairline at the upper edge of what follows. */
export function ruleAtom(
  paper: Paper,
  width: number,
  above: number,
  below: number,
  color: string = colours.rule2,
): Atom {
  return {
    height: above + below,
    draw: (x, y) =>
      artifact(paper.doc, 'Layout', () => drawRule(paper.doc, x, y + above, width, hairline, color)),
  }
}

/** How high atoms are, one below the other. */
export function heightOf(atoms: readonly Atom[]): number {
  return atoms.reduce((sum, atom) => sum + atom.height, 0)
}
