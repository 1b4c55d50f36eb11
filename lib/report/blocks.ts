/** Blocks of a document as Markdown: what an answer reads like, and what somebody who edits it begins with. */
import { parseMarkdown } from '#lib/markdown/model.ts'
import { escapeText, writeBlocks } from '#lib/markdown/write.ts'
import { type Measure, partsText, type ReportBlock, type Step, targetWords } from './model.ts'

/** Everybody's words are escaped; tables are GitHub's kind. */
export function writeReportBlocks(blocks: readonly ReportBlock[]): string {
  return blocks.map(writeAnswerBlock).join('\n\n')
}

function writeAnswerBlock(block: ReportBlock): string {
  switch (block.type) {
    case 'quote':
      return `> ${writeBlocks(parseMarkdown(block.text), '> ')}`
    case 'words':
      return writeBlocks(parseMarkdown(block.text))
    case 'measures':
      return table(['Time', 'Length', 'Counted', 'Target'], block.rows.map(measureCells))
    case 'people':
      return table(
        ['Person', 'Role', 'From and to'],
        block.rows.flatMap(({ name, roles }) =>
          roles.map((role) => [escapeText(name), escapeText(role.name), escapeText(partsText(role.span))]),
        ),
      )
    case 'steps':
      return block.rows.map(step).join('\n')
    case 'note':
      return `*${escapeText(partsText(block.parts))}*`
    default:
      return escapeText(partsText(block.parts))
  }
}

function step({ time, kind, text, facts }: Step): string {
  const words = text.trim() === '' ? '' : ` ${writeBlocks(parseMarkdown(text), '  ')}`
  const rest = facts.length === 0 ? '' : `\\\n  ${facts.map(escapeText).join(', ')}`
  return `- ${escapeText(time)} **${kind}.**${words}${rest}`
}

function measureCells({ name, value, base, target }: Measure): string[] {
  return [name, value, partsText(base), target ? targetWords(target) : ''].map(escapeText)
}

/** A table of Markdown; its cells are Markdown already. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (text === '' ? ' ' : ` ${text} `)
  const line = (cells: readonly string[]) => `|${cells.map(cell).join('|')}|`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}
