/** Documents as PDF. Always drawn in a worker thread: a long log must not hold up the pages of others. */
import { AppError } from '#lib/errors.ts'
import type { LogPart } from '#lib/log/model.ts'
import { keyMoments } from './model.ts'
import type { PaperName } from './paper.ts'
import type { PdfDocument } from './pdf/port.ts'
import { startThread } from './pdf/thread.ts'

export type { PdfDocument } from './pdf/port.ts'

export type PdfOptions = {
  /** The origin that links lead to, without a slash at its end. */
  publicUrl: string
  paper?: PaperName
  /** The whole log in parts, read as it is drawn. Without it the document has its key moments alone. */
  log?: AsyncIterable<LogPart>
  /** The bytes of a picture of the log, or null. Without it pictures are named only. */
  picture?: (fileId: string) => Promise<Uint8Array | null>
}

/** Two at a time; more wait, and beyond `longestQueue` they are told to come back. */
const atOnce = 2
const longestQueue = 20
/** Rows of key moments: beyond, those alone that changed the course of the incident. */
const mostMoments = 120

let running = 0
const waiting: (() => void)[] = []

/**
 * A tagged PDF with its fonts embedded, in parts as it is drawn; the same document and log give the same bytes. The
 * first part is there when this resolves, so that a failure before it can be an answer of its own. Whoever stops
 * reading stops the drawing. Throws AppError unavailable when too many are being drawn, or when this one stood still.
 */
export async function renderPdf(
  document: PdfDocument,
  options: PdfOptions,
): Promise<AsyncIterable<Uint8Array>> {
  const { publicUrl, paper = 'a4', log = null, picture = async () => null } = options
  if (waiting.length >= longestQueue) {
    throw new AppError('unavailable', 'Too many documents are being drawn. Try again in a moment.')
  }
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  const job = { document: shortened(document), publicUrl, paper, hasLog: log !== null }
  const parts = startThread(job, { log, picture }, leave)
  const first = await parts.next()
  return (async function* () {
    try {
      if (!first.done) yield first.value
      yield* parts
    } finally {
      await parts.return()
    }
  })()
}

/** The same as one piece, for mails and bundles. */
export async function collectPdf(document: PdfDocument, options: PdfOptions): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of await renderPdf(document, options)) parts.push(part)
  return Buffer.concat(parts)
}

function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else running--
}

/** A log of thousands of entries has thousands of key moments: they are printed in the whole log. */
function shortened(document: PdfDocument): PdfDocument {
  if (document.kind === 'post_mortem') return document
  return { kind: 'report', report: keyMoments(document.report, mostMoments) }
}
