/** What the process and the thread that draws say to each other. */

import type { LogPart } from '#lib/log/model.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import type { Report } from '#lib/report/model.ts'
import type { PaperName } from '#lib/report/paper.ts'

export type PdfDocument = { kind: 'report'; report: Report } | { kind: 'post_mortem'; postMortem: PostMortem }

/** What the thread begins with. */
export type Job = { document: PdfDocument; publicUrl: string; paper: PaperName; hasLog: boolean }

/** The thread asks for one thing at a time, and sends what it has drawn. */
export type FromThread =
  | { type: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'log' }
  | { type: 'picture'; fileId: string }

/** Its answer. null: the log is at its end, the picture is not there. */
export type ToThread = { type: 'log'; part: LogPart | null } | { type: 'picture'; bytes: Uint8Array | null }

/** Where the drawing takes from what is not in the document. */
export type Sources = {
  /** null: the log is not printed. */
  log: AsyncIterable<LogPart> | null
  picture: (fileId: string) => Promise<Uint8Array | null>
}
