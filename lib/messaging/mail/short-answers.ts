/** The eight answers in short, as rows of a mail: no figure is worked out here, and nothing is added. Pure. */
import { plainText } from '#lib/markdown/model.ts'
import { partsText, type Report, type ReportAnswer, type ReportBlock } from '#lib/report/model.ts'
import { shorten } from './letter.ts'

const names = [
  'Incident',
  'Reported',
  'Closed',
  'Response time',
  'Roles',
  'Solution',
  'Who was impacted',
  'How',
]
const longest = 420

export function shortAnswers({ answers }: Report): { name: string; text: string }[] {
  return answers.map((answer) => ({
    name: names[answer.number - 1] ?? answer.question,
    text: shorten(shortAnswer(answer), longest) || 'Not in the log yet.',
  }))
}

function shortAnswer({ blocks }: ReportAnswer): string {
  return blocks.map(blockText).filter(Boolean).join(' ').replaceAll(/\s+/g, ' ').trim()
}

function blockText(block: ReportBlock): string {
  switch (block.type) {
    case 'quote':
      return block.marks ? `“${plainText(block.text)}”` : plainText(block.text)
    case 'words':
      return plainText(block.text)
    case 'sentence':
      return partsText(block.parts)
    case 'measures':
      return block.rows
        .filter(({ seconds }) => seconds !== null)
        .map(({ name, value }) => `${name} ${value}.`)
        .join(' ')
    case 'people':
      return block.rows
        .map(({ name, roles }) => `${name}, ${[...new Set(roles.map((role) => role.name))].join(', ')}.`)
        .join(' ')
    // The course and the notes beside an answer are in the report itself.
    default:
      return ''
  }
}
