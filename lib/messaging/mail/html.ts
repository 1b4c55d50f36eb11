/**
 * A letter as HTML for mail programs: tables and inline styles, since they know little else; classes only for dark
 * mode. No image and nothing to fetch. Everybody's words pass `escaped`, and stand in an element whose direction is
 * that of its own words: an Arabic sentence in an English letter keeps its full stop at its end.
 */
import type { Block, Inline } from '#lib/markdown/model.ts'
import type { Letter, Piece } from './letter.ts'

const serif = "font-family:Georgia,'Times New Roman',serif"
const sans = "font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"
const mono = 'font-family:ui-monospace,Menlo,Consolas,monospace'
const ink = 'color:#141d1f'
const muted = 'color:#5a6567'
const table = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
const broken = 'overflow-wrap:anywhere;word-break:break-word'

const dark =
  '@media (prefers-color-scheme:dark){.bg{background:#0d1415!important}.ink{color:#e6ebe8!important}.mut{color:#a5b0ae!important}.ru{border-color:#3a4445!important}.bar{background:#848f8f!important}}'

export function writeHtml(letter: Letter): string {
  const { subject, preview, title, aside, pieces } = letter
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(subject)}</title><style>${dark}</style></head>`,
    '<body class="bg" style="margin:0;background:#ffffff">',
    `<div style="display:none;max-height:0;overflow:hidden">${escaped(preview)}</div>`,
    `<table ${table} width="100%"><tr><td align="center" style="padding:24px 16px">`,
    `<table ${table} width="100%" style="max-width:560px;text-align:left;text-align:start;table-layout:fixed">`,
    masthead(title, aside),
    ...pieces.map(row),
    '</table></td></tr></table></body></html>',
  ].join('\n')
}

function masthead(title: string, aside: string): string {
  const bar = (height: number) =>
    `<div class="bar" style="height:${height}px;background:#141d1f;line-height:${height}px;font-size:0">&nbsp;</div>`
  const gap = '<div style="height:2px;line-height:2px;font-size:0">&nbsp;</div>'
  return `<tr><td style="padding-bottom:8px"><table ${table} width="100%"><tr><td class="ink" dir="auto" style="${serif};font-size:18px;font-weight:700;${ink}">${escaped(title)}</td><td align="right" class="mut" style="${mono};font-size:13px;${muted}">${escaped(aside)}</td></tr></table></td></tr><tr><td style="padding-bottom:20px">${bar(3)}${gap}${bar(1)}</td></tr>`
}

function row(piece: Piece): string {
  switch (piece.type) {
    case 'notice':
      return `<tr><td style="padding-bottom:16px"><table ${table} width="100%"><tr><td class="ink ru" style="${sans};font-size:14px;line-height:20px;font-weight:600;${ink};border:2px solid #7f8b8b;padding:9px 12px">${escaped(piece.text)}</td></tr></table></td></tr>`
    case 'headline':
      return cell(
        `${serif};font-size:30px;line-height:34px;font-weight:700;padding-bottom:10px`,
        escaped(piece.text),
      )
    case 'lead':
      return cell(
        `${serif};font-size:18px;line-height:27px;padding-bottom:20px`,
        lines(piece.text),
        piece.ours ? 'ltr' : 'auto',
      )
    case 'words':
      return cell(`${sans};font-size:15px;line-height:23px;padding-bottom:16px`, lines(piece.text))
    case 'said':
      return cell(
        `${sans};font-size:15px;line-height:22px;padding-bottom:18px`,
        `<div class="mut" style="font-size:13px;${muted};padding-bottom:4px">${escaped(piece.heading)}</div><div class="ru" style="border-left:2px solid #dadfdd;padding-left:12px">${blocksOf(piece.blocks)}</div>`,
      )
    case 'facts':
      return `<tr><td style="padding-bottom:4px"><table ${table} width="100%" style="table-layout:fixed">${piece.rows.map(fact).join('')}</table></td></tr>`
    case 'links':
      return `<tr><td style="padding-bottom:4px"><table ${table} width="100%" style="table-layout:fixed">${piece.rows.map(linkRow).join('')}</table></td></tr>`
    case 'button':
      return `<tr><td style="padding:16px 0 20px"><table ${table}><tr><td style="border:1px solid #7f8b8b"><a href="${escaped(piece.url)}" class="ink" style="${sans};display:inline-block;padding:11px 18px;font-size:15px;font-weight:600;${ink};text-decoration:none">${escaped(piece.label)}</a></td></tr></table></td></tr>`
    default:
      return `<tr><td class="mut ru" style="${sans};font-size:13px;line-height:19px;${muted};border-top:1px solid #dadfdd;padding-top:14px;${broken}">${piece.lines.map(lines).join('<br>')}</td></tr>`
  }
}

function cell(style: string, content: string, direction = 'auto'): string {
  return `<tr><td class="ink" dir="${direction}" style="${style};${ink};${broken}">${content}</td></tr>`
}

const ruled = `${sans};font-size:14px;line-height:20px;border-top:1px solid #dadfdd;vertical-align:top`

function fact({ name, text }: { name: string; text: string }): string {
  return `<tr><td class="mut ru" style="${ruled};${muted};padding:9px 12px 9px 0;width:120px">${escaped(name)}</td><td class="ink ru" style="${ruled};${ink};padding:9px 0;${broken}">${text.split('\n').map(turned).join('')}</td></tr>`
}

/** Each line by itself: what is affected may have names of several scripts. */
function turned(line: string): string {
  return `<div dir="auto">${escaped(line)}</div>`
}

function linkRow({ label, url, beside }: { label: string; url: string; beside: string }): string {
  return `<tr><td class="ink ru" dir="auto" style="${ruled};${ink};padding:9px 12px 9px 0;${broken}"><a href="${escaped(url)}" class="ink" style="${ink}">${escaped(label)}</a></td><td align="right" class="mut ru" style="${ruled};${muted};padding:9px 0;width:180px">${escaped(beside)}</td></tr>`
}

function blocksOf(blocks: readonly Block[]): string {
  return blocks.map(block).join('')
}

function block(one: Block): string {
  const paragraph = (content: string, weight = '') =>
    `<p dir="auto" style="margin:0 0 8px${weight}">${content}</p>`
  switch (one.type) {
    case 'list': {
      const items = one.items.map((item) => `<li style="margin:0 0 4px">${blocksOf(item)}</li>`).join('')
      const start = one.ordered && one.start !== 1 ? ` start="${one.start}"` : ''
      const tag = one.ordered ? 'ol' : 'ul'
      return `<${tag}${start} style="margin:0 0 8px;padding-left:20px">${items}</${tag}>`
    }
    case 'quote':
      return `<blockquote style="margin:0 0 8px 12px">${blocksOf(one.children)}</blockquote>`
    case 'code':
      return `<pre style="${mono};font-size:13px;white-space:pre-wrap;margin:0 0 8px">${escaped(one.text)}</pre>`
    case 'rule':
      return '<hr>'
    case 'heading':
      return paragraph(one.children.map(inline).join(''), ';font-weight:600')
    default:
      return paragraph(one.children.map(inline).join(''))
  }
}

function inline(one: Inline): string {
  switch (one.type) {
    case 'text':
      return escaped(one.text)
    case 'code':
      return `<code style="${mono};font-size:13px">${escaped(one.text)}</code>`
    case 'break':
      return '<br>'
    case 'link':
      return `<a href="${escaped(one.href)}" class="ink" style="${ink}">${one.children.map(inline).join('')}</a>`
    case 'strong':
      return `<strong>${one.children.map(inline).join('')}</strong>`
    default:
      return `<em>${one.children.map(inline).join('')}</em>`
  }
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>')
}

/** Safe in text and in a quoted attribute. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
