/**
 * What somebody wrote, as an allow-list of blocks and inlines. Page, Markdown and PDF draw from this alone, so no
 * raw HTML, no image and no address but http, https and mailto can reach any of them (RELIABILITY T3, T4).
 */
import type { Code, Nodes, PhrasingContent, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { isWebAddress } from '#lib/incident/web-address.ts'
import { linkify } from './linkify.ts'

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'break' }
  | { type: 'strong' | 'emphasis'; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] }

export type Block =
  | { type: 'paragraph' | 'heading'; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'quote'; children: Block[] }
  | { type: 'code'; text: string }
  | { type: 'rule' }

// What is switched off stays in the text as typed. Without setext headings a line of dashes never makes the
// sentence above it a heading; without definitions and HTML nothing that was written disappears.
export const switchedOff = [
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'definition',
  'setextUnderline',
  'codeIndented',
  'characterReference',
]
const DEEPEST = 6

/** The blocks of a text in Markdown. Never throws; what is not on the list stays as the text that it was. */
export function parseMarkdown(text: string): Block[] {
  const tree = fromMarkdown(text, { extensions: [{ disable: { null: switchedOff } }] })
  return blocksOf(tree.children, 0)
}

/** Only the words, on one line: for labels and summaries. */
export function plainText(text: string): string {
  return parseMarkdown(text).map(blockText).join(' ').replace(/\s+/g, ' ').trim()
}

function blocksOf(nodes: readonly RootContent[], depth: number): Block[] {
  return nodes.map((node) => (depth > DEEPEST ? flat(node) : blockOf(node, depth)))
}

function blockOf(node: RootContent, depth: number): Block {
  switch (node.type) {
    case 'paragraph':
      return { type: 'paragraph', children: inlinesOf(node.children) }
    case 'heading':
      return { type: 'heading', children: inlinesOf(node.children) }
    case 'blockquote':
      return { type: 'quote', children: blocksOf(node.children, depth + 1) }
    case 'list': {
      const items = node.children.map((item) => blocksOf(item.children, depth + 1))
      return { type: 'list', ordered: node.ordered ?? false, start: node.start ?? 1, items }
    }
    case 'code':
      return { type: 'code', text: codeText(node) }
    case 'thematicBreak':
      return { type: 'rule' }
    default:
      return flat(node)
  }
}

/** The name of a language is only a hint, but more than that after a fence is somebody's words. */
function codeText({ lang, meta, value }: Code): string {
  if (!meta && value !== '') return value
  return [[lang, meta].filter(Boolean).join(' '), value].filter((line) => line !== '').join('\n')
}

/** Deeper than anybody reads: the words alone. The walk keeps its own stack, so depth cannot exhaust the real one. */
function flat(node: Nodes): Block {
  const words: string[] = []
  const open: Nodes[] = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    if ('children' in next) open.push(...next.children.toReversed())
    else if ('value' in next) words.push(next.value)
  }
  return { type: 'paragraph', children: textOf(words.join(' ')) }
}

function inlinesOf(nodes: readonly PhrasingContent[], depth = 0, isInLink = false): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    if (depth > DEEPEST) return flatInlines(node)
    switch (node.type) {
      case 'text':
        return textOf(node.value, isInLink)
      case 'inlineCode':
        return [{ type: 'code', text: node.value }]
      case 'break':
        return [{ type: 'break' }]
      case 'strong':
      case 'emphasis':
        return [{ type: node.type, children: inlinesOf(node.children, depth + 1, isInLink) }]
      case 'link': {
        const children = inlinesOf(node.children, depth + 1, true)
        // A refused address stays to be read: the reader sees what was written, and nothing to press.
        if (!isWebAddress(node.url)) return [...children, { type: 'text', text: ` (${node.url})` }]
        return [
          { type: 'link', href: node.url, children: children.length > 0 ? children : textOf(node.url, true) },
        ]
      }
      default:
        return flatInlines(node)
    }
  })
}

function flatInlines(node: PhrasingContent): Inline[] {
  const block = flat(node)
  return block.type === 'paragraph' ? block.children : []
}

/** Text with its line breaks kept as typed, and bare web addresses made links. */
function textOf(text: string, isInLink = false): Inline[] {
  return text.split('\n').flatMap((line, index): Inline[] => {
    const pieces: Inline[] = isInLink
      ? [{ type: 'text', text: line }]
      : linkify(line).map(({ text, href }) =>
          href ? { type: 'link', href, children: [{ type: 'text', text }] } : { type: 'text', text },
        )
    return index === 0 ? pieces : [{ type: 'break' }, ...pieces]
  })
}

function blockText(block: Block): string {
  if (block.type === 'rule') return ''
  if (block.type === 'code') return block.text
  if (block.type === 'quote') return block.children.map(blockText).join(' ')
  if (block.type === 'list') return block.items.map((item) => item.map(blockText).join(' ')).join('; ')
  return inlineText(block.children)
}

/** The words of inlines; a line break becomes a space. */
export function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'break') return ' '
      return 'text' in inline ? inline.text : inlineText(inline.children)
    })
    .join('')
}
