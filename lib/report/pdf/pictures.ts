/** Pictures of the log: drawn where that can be done, else named in a frame that leads to them. */
import type { LogPicture } from '#lib/report/log-rows.ts'
import type { ReportImage } from '#lib/report/model.ts'
import { linesIn } from './atoms.ts'
import { colours, hairline } from './colours.ts'
import type { Surroundings } from './draw.ts'
import { flow } from './flow.ts'
import { artifact } from './ink.ts'
import { drawHeading } from './log.ts'
import { newPage, type Paper } from './paper.ts'
import { embed, pictureSize } from './picture-bytes.ts'
import type { Line, Span, Style } from './type.ts'

type Element = PDFKit.PDFStructureElement
/** A picture, or what stands in its place: how high it is, and how it is drawn below what is there. */
export type Hung = { height: number; draw: (left: number, parent: Element) => Promise<void> }
/** `width`: of the column that it may fill. */
export type Gallery = (picture: LogPicture, width: number) => Promise<Hung>

/** Bytes of pictures in one document: a mail must still go out with it. */
const mostBytes = 40_000_000
/** Points: a picture leaves room for its words beside it. */
const mostHeight = 260
const leading = 10.5
const caption: Style = { voice: 'sans', size: 8, color: colours.ink2 }

/** Opens pictures one after the other, until there are too many bytes of them. */
export function openGallery(paper: Paper, { picture: bytesOf }: Pick<Surroundings, 'picture'>): Gallery {
  let left = mostBytes
  return async (picture, width) => {
    const { mediaType } = picture
    if (mediaType !== 'image/png' && mediaType !== 'image/jpeg') {
      return note(paper, picture, width, 'Pictures of its kind cannot be printed.')
    }
    const bytes = await bytesOf(picture.fileId)
    const size = bytes && bytes.byteLength <= left ? pictureSize(mediaType, bytes) : null
    if (!bytes || !size) return note(paper, picture, width, 'It could not be printed.')
    left -= bytes.byteLength
    return framed(paper, { alt: picture.alt, bytes, size }, width)
  }
}

/** The pictures of a document without its whole log, in a section of their own. */
export async function drawPictures(
  paper: Paper,
  images: readonly ReportImage[],
  around: Pick<Surroundings, 'picture'>,
): Promise<void> {
  if (images.length === 0) return
  const gallery = openGallery(paper, around)
  for (const [index, { fileId, mediaType, alt, label }] of images.entries()) {
    const hung = await gallery({ fileId, mediaType, name: label, alt }, paper.width * 0.75)
    if (index === 0) drawHeading(paper, 'Pictures', 40 + hung.height)
    if (paper.y + hung.height > paper.bottom) newPage(paper)
    await hung.draw(0, paper.root)
  }
}

type Opened = { alt: string; bytes: Uint8Array; size: { width: number; height: number } }

function framed(paper: Paper, { alt, bytes, size }: Opened, width: number): Hung {
  const { doc } = paper
  // Never larger than on a screen of 96 dots an inch.
  const scale = Math.min(0.75, width / size.width, mostHeight / size.height)
  const [wide, high] = [size.width * scale, size.height * scale]
  const lines = paper.type.lines([{ ...caption, isOwn: true, text: alt }], width)
  return {
    height: high + lines.length * leading + 12,
    draw: async (left, parent) => {
      const [x, y] = [paper.left + left, paper.y + 2]
      const figure = doc.struct('Figure', { alt })
      parent.add(figure)
      const picture = await embed(doc, bytes)
      figure.add(doc.markStructureContent('Figure'))
      doc.image(picture, x, y, { width: wide, height: high })
      doc.endMarkedContent()
      figure.end()
      frame(paper, { x, y, width: wide, height: high }, colours.rule2)
      paper.y = y + high + 3
      drawWords(paper, lines, left, parent, 'Caption')
      paper.y += 5
    },
  }
}

/** In place of a picture: what it shows in words, why it is not here, and where it is. */
function note(paper: Paper, picture: LogPicture, width: number, why: string): Hung {
  const link = `${paper.publicUrl}/api/v1/files/${picture.fileId}`
  const spans: Span[] = [
    { ...caption, voice: 'strong', text: 'Picture. ' },
    { ...caption, isOwn: true, text: picture.alt },
    { ...caption, text: `. ${why} ` },
    { ...caption, color: colours.accent, link, text: picture.name },
  ]
  const lines = paper.type.lines(spans, width - 16)
  const height = lines.length * leading + 9
  return {
    height: height + 8,
    draw: async (left, parent) => {
      const y = paper.y + 2
      frame(paper, { x: paper.left + left, y, width, height }, colours.line)
      paper.y = y + 4.5
      drawWords(paper, lines, left + 8, parent, 'P')
      paper.y = y + height + 6
    },
  }
}

function drawWords(paper: Paper, lines: readonly Line[], left: number, parent: Element, tag: string): void {
  const element = paper.doc.struct(tag)
  parent.add(element)
  const atoms = linesIn(paper, lines, leading, element, tag)
  flow(
    paper,
    atoms.map(({ height, draw }) => ({ height, draw: (x, y) => draw(x + left, y) })),
  )
  element.end()
}

type Box = { x: number; y: number; width: number; height: number }

function frame({ doc }: Paper, { x, y, width, height }: Box, color: string): void {
  artifact(doc, 'Layout', () => {
    doc.lineWidth(hairline).rect(x, y, width, height).stroke(color)
  })
}
