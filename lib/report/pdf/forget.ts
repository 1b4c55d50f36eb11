/** Letting go of what stands in the file already, so that a log of any length is drawn in the same memory. */

type Written = { data: Record<string, unknown>; buffer: unknown[] }
/** What pdfkit calls when an object has been written; its types leave it out. */
type Inside = { _refEnd: (ref: Written) => void }

/** Written elements are asked for one thing only: whether they had a parent. */
const forgotten = { P: true }
const nothing: unknown[] = []

/**
 * pdfkit keeps every page, link and element of the structure with all that it says until the document ends, though
 * only their numbers are needed once they are written.
 */
export function forgetWritten(doc: PDFKit.PDFDocument): void {
  const inside = doc as unknown as Inside
  const { _refEnd: end } = inside
  inside._refEnd = (ref) => {
    end.call(doc, ref)
    const { data } = ref
    // An element of the structure has a kind and a parent; these are the objects that there are thousands of.
    if (isElement(data) || data?.Type === 'Annot') ref.data = forgotten
    ref.buffer = nothing
  }
}

function isElement(data: Record<string, unknown> | undefined): boolean {
  return data !== undefined && 'S' in data && 'P' in data && !('Type' in data)
}
