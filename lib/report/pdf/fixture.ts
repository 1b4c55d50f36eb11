/** For tests: documents drawn in this very thread, which is quicker than one of its own. */
import type { Entry } from '#lib/incident/entries/table.ts'
import type { LogPart } from '#lib/log/model.ts'
import type { PaperName } from '#lib/report/paper.ts'
import { drawDocument } from './draw.ts'
import type { PdfDocument } from './port.ts'

export const origin = 'https://sitrep.example.org'

type Drawn = {
  log?: readonly Entry[]
  paper?: PaperName
  picture?: (fileId: string) => Promise<Uint8Array | null>
}

/** The bytes of the document, with its whole log where `log` is given. */
export async function drawHere(
  document: PdfDocument,
  { log, paper = 'a4', picture }: Drawn = {},
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const parts = log ? partsOf(log, 10) : []
  await drawDocument(
    { document, publicUrl: origin, paper, hasLog: log !== undefined },
    {
      write: (chunk) => chunks.push(chunk),
      part: async () => parts.shift() ?? null,
      picture: picture ?? (async () => null),
    },
  )
  return Buffer.concat(chunks)
}

/** A log in parts of `size`, each with what corrects it from further on. */
export function partsOf(log: readonly Entry[], size: number): LogPart[] {
  const starts = Array.from({ length: Math.ceil(log.length / size) }, (_, index) => index * size)
  return starts.map((start) => {
    const entries = log.slice(start, start + size)
    const has = (seq: number | null) => entries.some((entry) => entry.seq === seq)
    return { entries, corrections: log.filter(({ corrects, seq }) => has(corrects) && !has(seq)) }
  })
}
