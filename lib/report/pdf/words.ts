/** What people wrote in Markdown, as spans of type. */
import { type Block, type Inline, parseMarkdown } from '#lib/markdown/model.ts'
import { colours } from './colours.ts'
import type { Span, Style } from './type.ts'

/** The text on its own lines, with emphasis, code and links; lists keep their marks. */
export function markdownSpans(text: string, style: Style): Span[] {
  return blockSpans(parseMarkdown(text), style)
}

function blockSpans(blocks: readonly Block[], style: Style): Span[] {
  return blocks.flatMap((block, index) => [
    ...(index === 0 ? [] : [{ ...style, text: '\n' }]),
    ...spansOf(block, style),
  ])
}

function spansOf(block: Block, style: Style): Span[] {
  switch (block.type) {
    case 'rule':
      return []
    case 'code':
      return [{ ...mono(style), text: block.text }]
    case 'quote':
      return blockSpans(block.children, { ...style, color: colours.ink2 })
    case 'list':
      return block.items.flatMap((item, index) => [
        ...(index === 0 ? [] : [{ ...style, text: '\n' }]),
        // The mark and the first word are one: a list never breaks after its mark.
        { ...style, text: block.ordered ? `${block.start + index}.\u00a0` : '–\u00a0' },
        ...blockSpans(item, style),
      ])
    case 'heading':
      return inlineSpans(block.children, stressed(style))
    default:
      return inlineSpans(block.children, style)
  }
}

function inlineSpans(inlines: readonly Inline[], style: Style): Span[] {
  return inlines.flatMap((inline): Span[] => {
    switch (inline.type) {
      case 'text':
        return [{ ...style, text: inline.text }]
      case 'code':
        return [{ ...mono(style), text: inline.text }]
      case 'break':
        return [{ ...style, text: '\n' }]
      case 'link':
        return inlineSpans(inline.children, { ...style, color: colours.accent, link: inline.href })
      default:
        // No italics in this house: both kinds of stress are the strong face.
        return inlineSpans(inline.children, stressed(style))
    }
  })
}

function stressed(style: Style): Style {
  return { ...style, voice: style.voice === 'serif' ? 'headline' : 'strong' }
}

function mono(style: Style): Style {
  return { ...style, voice: 'mono', size: style.size * 0.93 }
}
