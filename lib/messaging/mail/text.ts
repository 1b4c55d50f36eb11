/** A letter as plain text, for programs and people who want no HTML. */
import { writeBlocks } from '#lib/markdown/write.ts'
import type { Letter, Piece } from './letter.ts'

export function writeText({ title, aside, pieces }: Letter): string {
  const head = [title, aside].filter(Boolean).join(', ')
  return `${[head, ...pieces.map(part)].join('\n\n')}\n`
}

function part(piece: Piece): string {
  switch (piece.type) {
    case 'headline':
      return `${piece.text}\n${'='.repeat(Math.min(piece.text.length, 72))}`
    case 'said':
      return `${piece.heading}:\n\n${writeBlocks(piece.blocks)}`
    case 'facts':
      return piece.rows.map(({ name, text }) => `${name}: ${text}`).join('\n')
    case 'links':
      return piece.rows.map(({ label, url, beside }) => `- ${label} (${beside})\n  ${url}`).join('\n')
    case 'button':
      return `${piece.label}:\n${piece.url}`
    case 'foot':
      return `--\n${piece.lines.join('\n')}`
    default:
      return piece.text
  }
}
