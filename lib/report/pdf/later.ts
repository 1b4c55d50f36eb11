/** A text that is drawn on every page before it is known: pages need not wait in memory for their number. */
import { facesOf } from './faces.ts'
import type { Style } from './type.ts'

export type Later = {
  draw: (x: number, baseline: number) => void
  end: (value: number) => void
}

/** What pdfkit keeps and its types leave out: the font in use, with its object and its encoder. */
type Inside = { _font: { ref: () => unknown; encode: (text: string) => [string[], unknown] } }
type Sheet = { xobjects: Record<string, unknown> }

/** A form of the page description: each page refers to one object, which is written when the document ends. */
export function laterText(doc: PDFKit.PDFDocument, { voice, size, color }: Style): Later {
  const [face = ''] = facesOf(voice, false)
  const form = doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -size, size * 4, size] })
  return {
    draw: (x, baseline) => {
      // The page's own table of such forms; the types know only fonts and annotations.
      ;(doc.page as unknown as Sheet).xobjects.Total = form
      // pdfkit's pages count downwards, the form upwards.
      doc.addContent(`q 1 0 0 -1 ${x.toFixed(2)} ${baseline.toFixed(2)} cm /Total Do Q`)
    },
    end: (value) => {
      doc.font(face)
      const font = (doc as unknown as Inside)._font
      const [codes] = font.encode(String(value))
      Object.assign(form.data, { Resources: { Font: { F: font.ref() } } })
      form.end(`${rgb(color)} rg BT /F ${size} Tf <${codes.join('')}> Tj ET`)
    },
  }
}

/** "#131e1f" as the page description writes colours: three numbers from 0 to 1. */
function rgb(hex: string): string {
  return [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(3)).join(' ')
}
