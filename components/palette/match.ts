/** How what is typed finds what it means: every word, at the beginning of a word before the middle of one. Pure. */

/** How close `text` comes to what is typed: 0 is not at all; more is better. Nothing typed fits everything alike. */
export function closeness(text: string, typed: string): number {
  const words = wordsOf(typed)
  const among = plain(text)
  if (words.length === 0) return 1
  let sum = 0
  for (const word of words) {
    const at = among.indexOf(word)
    if (at < 0) return 0
    sum += at === 0 ? 4 : startsWord(among, word) ? 3 : 1
  }
  return sum / words.length
}

/** `at` is where it begins. */
export type Piece = { at: number; text: string; isMatch: boolean }

/** The text in pieces: what the typed words found, and what stands between. */
export function piecesOf(text: string, typed: string): Piece[] {
  const among = plain(text)
  // Without its accents a letter must still stand where it stood.
  if (among.length !== text.length) return [{ at: 0, text, isMatch: false }]
  const isMatch = new Array<boolean>(text.length).fill(false)
  for (const word of wordsOf(typed)) {
    const at = among.indexOf(word)
    if (at >= 0) isMatch.fill(true, at, at + word.length)
  }
  const pieces: Piece[] = []
  for (let i = 0; i < text.length; i++) {
    const last = pieces.at(-1)
    if (last && last.isMatch === isMatch[i]) last.text += text[i]
    else pieces.push({ at: i, text: text[i] ?? '', isMatch: isMatch[i] ?? false })
  }
  return pieces
}

function startsWord(among: string, word: string): boolean {
  for (let at = among.indexOf(word); at >= 0; at = among.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(among[at - 1] ?? '')) return true
  }
  return false
}

function wordsOf(typed: string): string[] {
  return plain(typed).split(/\s+/).filter(Boolean)
}

/** Small letters without accents: "Überlast" is found by "uberlast". */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
