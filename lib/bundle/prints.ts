/** The documents of a bundle in every form. */
import { writePostMortem } from '#lib/post-mortem/markdown.ts'
import { writeReport } from '#lib/report/markdown.ts'
import type { Documents } from './documents.ts'
import { drawPdf } from './draw.ts'
import { writeJson } from './model.ts'

/** Every bundle has these. */
export const printNames = [
  'post-mortem.json',
  'post-mortem.md',
  'post-mortem.pdf',
  'report.json',
  'report.md',
  'report.pdf',
] as const
type Print = { name: (typeof printNames)[number]; bytes: Uint8Array }

/** By name; the same documents give the same bytes. `origin` is where links lead to. Throws AppError unavailable. */
export async function printsOf({ report, postMortem }: Documents, origin: string): Promise<Print[]> {
  const text = (written: string) => new TextEncoder().encode(written)
  return [
    { name: 'post-mortem.json', bytes: text(writeJson(postMortem)) },
    { name: 'post-mortem.md', bytes: text(writePostMortem(postMortem, origin)) },
    { name: 'post-mortem.pdf', bytes: await drawPdf({ kind: 'post_mortem', postMortem }, origin) },
    { name: 'report.json', bytes: text(writeJson(report)) },
    { name: 'report.md', bytes: text(writeReport(report, origin)) },
    { name: 'report.pdf', bytes: await drawPdf({ kind: 'report', report }, origin) },
  ]
}
