/** A mail as pieces; its HTML and its plain text are two writings of the same ones, so that neither says more. Pure. */
import type { Block } from '#lib/markdown/model.ts'

export type Piece =
  /** Above all else: this is an exercise, this is a test. */
  | { type: 'notice'; text: string }
  | { type: 'headline'; text: string }
  /** The paragraph under it, larger. `ours`: a sentence of SitRep's, English whatever name it begins with. */
  | { type: 'lead'; text: string; ours?: true }
  | { type: 'words'; text: string }
  /** What somebody wrote, under a small heading. */
  | { type: 'said'; heading: string; blocks: Block[] }
  | { type: 'facts'; rows: { name: string; text: string }[] }
  | { type: 'links'; rows: { label: string; url: string; beside: string }[] }
  | { type: 'button'; label: string; url: string }
  | { type: 'foot'; lines: string[] }

export type Letter = {
  subject: string
  /** What an inbox shows beside the subject. */
  preview: string
  /** The line at the top: what this is, and which. */
  title: string
  aside: string
  pieces: Piece[]
}

/** Words for a header: one line, so that nothing in them begins another header, and not endless. */
export function headerLine(text: string, most = 200): string {
  const line = text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return shorten(line, most)
}

/** At most so many characters, cut between words. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text
    .slice(0, most - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')
  const end = cut.lastIndexOf(' ')
  return `${(end > most / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:.]+$/, '')}…`
}
