/** The lines in blocks, so that of a long log only what is near the reader is drawn. Pure. */
import type { LogLine } from '#components/incident/log/lines.ts'

export type LineBlock = { key: string; lines: LogLine[]; gap: null }
export type GapLine = Extract<LogLine, { kind: 'gap' }>
export type LogBlock = LineBlock | { key: string; lines: null; gap: GapLine }

const usual = 50
const most = 100

/**
 * A block begins at every fiftieth entry of the log, whatever is loaded, so that loading and late entries leave the
 * others as they are. It is called by which fifty it begins in: one of which only the end is loaded stays the same
 * when the rest comes, and whoever reads in it keeps their place. A gap is a block of its own.
 */
export function blocksOf(lines: readonly LogLine[]): LogBlock[] {
  const blocks: LogBlock[] = []
  const called = new Map<string, number>()
  let open: LineBlock | null = null
  for (const line of lines) {
    if (line.kind === 'gap') {
      blocks.push({ key: line.key, lines: null, gap: line })
      open = null
      continue
    }
    if (!open || isBeginning(line) || open.lines.length >= most) {
      open = { key: '', lines: [], gap: null }
      blocks.push(open)
    }
    open.lines.push(line)
  }
  for (const block of blocks) {
    if (block.gap) continue
    const name = nameOf(block.lines)
    const before = called.get(name) ?? 0
    called.set(name, before + 1)
    block.key = before === 0 ? name : `${name}-${before}`
  }
  return blocks
}

/** The fifty of its first entry. */
function nameOf(lines: readonly LogLine[]): string {
  for (const line of lines) {
    const first = line.kind === 'fold' ? line.lines[0] : line
    if (first && 'entry' in first) return `block-${Math.floor(first.entry.seq / usual)}`
  }
  return `block-${lines[0]?.key}`
}

function isBeginning(line: LogLine): boolean {
  return line.kind === 'entry' && line.entry.seq % usual === 0
}

/** Whether the block shows entry number `seq`. */
export function shows({ lines }: LogBlock, seq: number): boolean {
  return lines?.some((line) => showsEntry(line, seq)) ?? false
}

function showsEntry(line: LogLine, seq: number): boolean {
  return (line.kind === 'entry' || line.kind === 'chapter') && line.entry.seq === seq
}
