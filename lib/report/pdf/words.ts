/** What people wrote in Markdown, as spans of type. */
import { type Block, type Inline, parseMarkdown } from '#lib/markdown/model.ts'
import { colours } from './colours.ts'
import type { Span, Style } from './type.ts'

/** The text on its own lines, with emphasis, code and links; lists keep their marks. */
export function markdownSpans(text: string, style: Style): Span[] {
  return blockSpans(parseMarkdown(text), { ...style, isOwn: true })
}

function blockSpans(blocks: readonly Block[], style: Style): Span[] {
  // A paragraph stands apart from the one before it, a list does not.
  return blocks.flatMap((block, index) => [
    ...(index === 0
      ? []
      : [{ ...style, text: '\n', above: block.type === 'list' ? style.size * 0.2 : style.size * 0.4 }]),
    ...spansOf(block, style),
  ])
}

function spansOf(block: Block, style: Style): Span[] {
  const { indent = 0 } = style
  switch (block.type) {
    case 'rule':
      return []
    case 'code':
      // Spaces at the beginning of a line are what code is indented by; others may break.
      return [{ ...mono(style), text: block.text.replace(/^[ \t]+/gm, unbroken) }]
    case 'quote':
      return blockSpans(block.children, { ...style, color: colours.ink2, indent: indent + style.size })
    case 'list':
      return block.items.flatMap((item, index) => {
        // The mark and the first word are one: a list never breaks after its mark.
        const mark = block.ordered ? `${block.start + index}.\u00a0` : '–\u00a0'
        const hang = style.size * (block.ordered ? 0.55 + 0.45 * String(block.start + index).length : 0.75)
        return [
          { ...style, text: index === 0 ? mark : `\n${mark}`, hang, above: style.size * 0.2 },
          ...blockSpans(item, { ...style, indent: indent + hang }),
        ]
      })
    case 'heading':
      return inlineSpans(block.children, stressed(style))
    default:
      return inlineSpans(block.children, style)
  }
}

function unbroken(spaces: string): string {
  return spaces.replaceAll('\t', '    ').replaceAll(' ', '\u00a0')
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
