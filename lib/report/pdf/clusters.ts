/** What a reader takes for one character. */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Persian writes it between letters that do not join: a run ends after it, and it is not drawn. */
export const apart = '\u200c'

/** A text in what a reader takes for characters. */
export function clusters(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
