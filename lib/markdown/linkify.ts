/** Bare web addresses in running text. */

const address = /https?:\/\/[^\s<>"“”`]+/g
const tail = /[.,;:!?'’*_~)\]}]+$/

/** The text in pieces; a piece with `href` is an http or https address, without the punctuation that follows it. */
export function linkify(text: string): { text: string; href?: string }[] {
  const pieces: { text: string; href?: string }[] = []
  let done = 0
  for (const match of text.matchAll(address)) {
    const href = trimmed(match[0])
    if (!URL.canParse(href)) continue
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) })
    pieces.push({ text: href, href })
    done = match.index + href.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

/** "(see https://x.test/a_(b))." keeps the bracket that it opened and gives back the rest. */
function trimmed(found: string): string {
  const end = tail.exec(found)
  if (!end) return found
  let kept = found.slice(0, end.index)
  for (const char of end[0]) {
    if (char !== ')' || count(kept, '(') <= count(kept, ')')) break
    kept += char
  }
  return kept
}

function count(text: string, char: string): number {
  return text.split(char).length - 1
}
