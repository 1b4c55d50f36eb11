import { createElement, type ReactElement, type ReactNode } from 'react'
import { type Block, type Inline, parseMarkdown } from '#lib/markdown/model.ts'

type Named = (words: string) => ReactNode
/** `named` may set off what plain words name. */
type MarkdownProps = { text: string; className?: string; named?: Named }

/** What somebody wrote, in Markdown, as text, emphasis, code, lists and links. Nothing else can come of it. */
export function Markdown({ text, className = '', named = (words) => words }: MarkdownProps) {
  const blocks = parseMarkdown(text)
  return element(
    'div',
    { className: `min-w-0 space-y-1.5 wrap-anywhere ${className}` },
    blocks.map((block) => renderBlock(block, named)),
  )
}

function renderBlock(block: Block, named: Named): ReactElement {
  const inlines = (children: readonly Inline[]) => children.map((inline) => renderInline(inline, named))
  const blocks = (children: readonly Block[]) => children.map((child) => renderBlock(child, named))
  switch (block.type) {
    case 'heading':
      return element('p', { className: 'font-semibold' }, inlines(block.children))
    case 'list': {
      const items = block.items.map((item) => element('li', {}, blocks(item)))
      return block.ordered
        ? element('ol', { className: 'list-decimal space-y-0.5 pl-5', start: block.start }, items)
        : element('ul', { className: 'list-disc space-y-0.5 pl-5' }, items)
    }
    case 'quote': {
      const className = 'space-y-1.5 border-rule-2 border-l-2 pl-3 text-ink-2'
      return element('blockquote', { className }, blocks(block.children))
    }
    case 'code': {
      // Long lines scroll in place, so the keyboard must reach them.
      const className = 'overflow-x-auto rounded-sm bg-sunk px-2.5 py-1.5 text-13'
      return element('pre', { className, tabIndex: 0 }, [<code key="text">{block.text}</code>])
    }
    case 'rule':
      return <hr className="border-rule" />
    default:
      return element('p', {}, inlines(block.children))
  }
}

function renderInline(inline: Inline, named: Named): ReactNode {
  const inlines = (children: readonly Inline[]) => children.map((child) => renderInline(child, named))
  switch (inline.type) {
    case 'text':
      return named(inline.text)
    case 'code':
      return <code className="bg-sunk rounded-xs px-1 text-[0.92em]">{inline.text}</code>
    case 'break':
      return <br />
    case 'strong':
      return element('strong', {}, inlines(inline.children))
    case 'emphasis':
      return element('em', {}, inlines(inline.children))
    default: {
      const rel = 'noopener noreferrer nofollow'
      const props = { className: 'link', href: inline.href, target: '_blank', rel }
      return element('a', props, inlines(inline.children))
    }
  }
}

/** Children one by one, not as a list: what an entry says never changes, so they need no keys. */
function element(name: string, props: Record<string, unknown>, children: ReactNode[]) {
  return createElement(name, props, ...children)
}
