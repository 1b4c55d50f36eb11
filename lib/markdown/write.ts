/** Writing Markdown so that nobody's words become structure, a link, an image or HTML of the document around them. */
import type { Block, Inline } from './model.ts'

/** Words on one line, escaped; also safe in a cell of a table. */
export function escapeText(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').trim()
  return atStart(line.replace(/[\\`*_[\]<>|~]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&'))
}

/** `[14:20 decision](https://…)`; the address is not trusted to be well formed. */
export function writeLink(label: string, address: string): string {
  return `[${escapeText(label)}](${target(address)})`
}

/** Parsed blocks, written again from the allow-list. `indent` begins every line but the first. */
export function writeBlocks(blocks: readonly Block[], indent = ''): string {
  return blocks.map((block) => writeBlock(block, indent)).join(`\n${indent.trimEnd()}\n${indent}`)
}

/** Blocks as one line for a cell of a table: inline marks stay, structure becomes spaces. */
export function writeCell(blocks: readonly Block[]): string {
  return blocks.map(cell).join(' ')
}

function writeBlock(block: Block, indent: string): string {
  switch (block.type) {
    case 'list': {
      const items = block.items.map((item, index) => {
        const mark = block.ordered ? `${block.start + index}. ` : '- '
        return `${mark}${writeBlocks(item, indent + ' '.repeat(mark.length))}`
      })
      return items.join(`\n${indent}`)
    }
    case 'quote':
      return `> ${writeBlocks(block.children, `${indent}> `)}`
    case 'code': {
      const fence = fenceFor(block.text, 3)
      // Plain text, said so: a fence without a language is guessed at.
      return [`${fence}text`, ...lines(block.text), fence].join(`\n${indent}`)
    }
    case 'rule':
      return '* * *'
    case 'heading':
      return `**${writeInlines(block.children, indent)}**`
    default:
      return atStart(writeInlines(block.children, indent))
  }
}

function writeInlines(inlines: readonly Inline[], indent: string): string {
  return inlines.map((inline) => writeInline(inline, `\\\n${indent}`)).join('')
}

function writeInline(inline: Inline, lineBreak: string): string {
  switch (inline.type) {
    case 'text':
      // Spaces at the ends belong to the sentence; only what is between them is escaped.
      // An exclamation mark before a link would make an image of it.
      return inline.text.replace(/\S(?:.*\S)?/s, (words) => escapeText(words).replace(/!$/, '\\!'))
    case 'code':
      return code(inline.text)
    case 'break':
      return lineBreak
    case 'link':
      return `[${inline.children.map((child) => writeInline(child, ' ')).join('')}](${target(inline.href)})`
    default: {
      const mark = inline.type === 'strong' ? '**' : '*'
      return `${mark}${inline.children.map((child) => writeInline(child, lineBreak)).join('')}${mark}`
    }
  }
}

function cell(block: Block): string {
  if (block.type === 'rule') return ''
  if (block.type === 'code') return code(block.text)
  if (block.type === 'quote') return writeCell(block.children)
  if (block.type === 'list') return block.items.map((item) => writeCell(item)).join('; ')
  return block.children.map((inline) => writeInline(inline, ' ')).join('')
}

function code(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').replaceAll('|', '\\|')
  const fence = fenceFor(line, 1)
  return `${fence}${/^`|`$/.test(line) ? ` ${line} ` : line}${fence}`
}

function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  return '`'.repeat(Math.max(least, longest + 1))
}

/** A mark that would begin a heading, a list, a quote or a rule is a plain mark here. */
function atStart(line: string): string {
  return line.replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2').replace(/^[#+=:-]/, '\\$&')
}

/** Bare where that is safe, else between angle brackets, where nothing ends it early. */
function target(address: string): string {
  const safe = address.replace(/[<>\\\s|\p{Cc}]/gu, (char) => encodeURIComponent(char))
  return /[()]/.test(safe) ? `<${safe}>` : safe
}

/** Without what nobody sees: control characters, and marks that would turn the words beside them around. */
function visible(text: string): string {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]|(?![\t\n])\p{Cc}/gu, '')
}

function lines(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').trim().split('\n')
}
