/**
 * Where lines break: greedily at spaces, in scripts without spaces between characters, and in
 * words wider than a line.
 */
import { apart, clusters } from './clusters.ts'
import { unitsOf } from './scripts.ts'
import type { Line, Run, Style } from './type.ts'

/** A word or spaces, in one style and one direction. */
export type Piece = { text: string; style: Style; level: number; isJapanese: boolean; isSpace: boolean }
/** Of the first line, and of those after it. */
type Widths = { first: number; rest: number }
type RunsOf = (piece: Piece, text?: string) => Run[]

/** The lines of one paragraph. Pieces without a space between them stay together. */
export function breakLines(pieces: readonly Piece[], widths: Widths, runsOf: RunsOf): Line[] {
  const column = openColumn(widths)
  let index = 0
  while (index < pieces.length) {
    const piece = pieces[index]
    index++
    if (!piece) break
    if (piece.isSpace) {
      column.space(runsOf(piece))
      continue
    }
    const word = [piece]
    for (let more = pieces[index]; more && !more.isSpace; more = pieces[index]) {
      word.push(more)
      index++
    }
    setWord(column, word, runsOf)
  }
  return column.lines()
}

type Column = ReturnType<typeof openColumn>

type Part = { piece: Piece; text: string }

function setWord(column: Column, word: readonly Piece[], runsOf: RunsOf): void {
  const groups: Part[][] = [[]]
  for (const piece of word) {
    const [first = '', ...others] = unitsOf(piece.text)
    groups.at(-1)?.push({ piece, text: first })
    for (const text of others) groups.push([{ piece, text }])
  }
  for (const group of groups) {
    const runs = group.flatMap(({ piece, text }) => runsOf(piece, text))
    if (column.fits(runs)) column.word(runs)
    else
      column.cut(group.flatMap(({ piece, text }) => clusters(text).map((cluster) => runsOf(piece, cluster))))
  }
}

/** Fills lines. A space is set only when a word follows it on the same line. */
function openColumn({ first, rest }: Widths) {
  const lines: Line[] = []
  let line: Line = { runs: [], width: 0 }
  let space: Run[] = []
  const room = () => (lines.length === 0 ? first : rest)
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
    if (line.runs.length > 0 && line.width + total(space) + total(runs) > room()) next()
    put(space)
    put(runs)
    space = []
  }
  return {
    word,
    fits: (runs: readonly Run[]) => total(runs) <= rest,
    space: (runs: Run[]) => {
      space = line.runs.length === 0 ? [] : runs
    },
    /** Wider than a line (an address): it goes on wherever the line ends. */
    cut: (parts: readonly Run[][]) => {
      put(space)
      space = []
      for (const runs of parts) {
        if (line.runs.length > 0 && line.width + total(runs) > room()) next()
        put(runs)
      }
    },
    lines: () => (line.runs.length > 0 || lines.length === 0 ? [...lines, line] : lines),
  }
}

function isAlike(a: Run, b: Run): boolean {
  return (
    !a.text.endsWith(apart) &&
    a.font === b.font &&
    a.size === b.size &&
    a.color === b.color &&
    a.link === b.link &&
    a.level === b.level
  )
}

function total(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.width, 0)
}
