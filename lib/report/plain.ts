/** For tests: the blocks of an answer as one line of plain words. */
import { partsText, type ReportBlock } from './model.ts'

/** The blocks as plain words, thin spaces made plain. */
export function words(blocks: readonly ReportBlock[]): string {
  return blocks
    .map(blockWords)
    .join(' ')
    .replace(/[\u202f\u00a0]/g, ' ')
    .trim()
}

function blockWords(block: ReportBlock): string {
  switch (block.type) {
    case 'quote':
      return `“${block.text}”`
    case 'words':
      return block.text
    case 'measures':
      return block.rows.map(({ name, value, base }) => `${name} ${value} (${partsText(base)})`).join('; ')
    case 'people':
      return block.rows
        .map(
          ({ name, roles }) =>
            `${name}: ${roles.map((role) => `${role.name} ${partsText(role.span)}`).join(', ')}`,
        )
        .join('; ')
    case 'steps':
      return block.rows
        .map(({ time, kind, text, facts }) => `${time} ${kind} ${text} [${facts.join('; ')}]`)
        .join(' | ')
    default:
      return partsText(block.parts)
  }
}
