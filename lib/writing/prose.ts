/** What of a text in Markdown is its author's own prose. The rest is blotted out, so that places stay where they are. */

/** Stands for every character that is not prose. It is no letter, no space and no mark. */
const BLOT = '\ufffc'

/** Links, bare addresses, and what somebody else said. Each begins and ends with a mark of its own: no way back. */
const others = [
  /\[[^[\]\n]*\]\([^()\n]*\)/g,
  /\b(?:https?:\/\/|mailto:|www\.)[^\s<>]+/gi,
  /“[^“”\n]*”/g,
  /„[^„“”\n]*[“”]/g,
  /«[^«»\n]*»/g,
  /"[^"\n]*"/g,
]

/** The text with code, links and quotations blotted out; as long as it was. */
export function proseOf(text: string): string {
  return others.reduce((left, other) => left.replace(other, blot), withoutSpans(withoutBlocks(text)))
}

/** Without fenced code and without lines that quote. */
function withoutBlocks(text: string): string {
  let fence: string | null = null
  return text
    .split('\n')
    .map((line) => {
      const mark = /^ {0,3}(?:[-*+] |\d{1,9}[.)] )?(`{3,}|~{3,})/.exec(line)?.[1]
      if (fence !== null) {
        if (mark?.startsWith(fence) && line.trim() === mark) fence = null
        return blot(line)
      }
      if (mark) fence = mark
      return mark || /^ {0,3}>/.test(line) ? blot(line) : line
    })
    .join('\n')
}

/** Without code between backticks: a run of them ends at the next run as long. */
function withoutSpans(text: string): string {
  const runs = Array.from(text.matchAll(/`+/g), ({ index, 0: { length } }) => ({ index, length }))
  const nextAsLong = new Map<number, number>()
  const ends = runs.map(() => -1)
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const length = runs[at]?.length ?? 0
    ends[at] = nextAsLong.get(length) ?? -1
    nextAsLong.set(length, at)
  }
  let prose = ''
  let done = 0
  for (let at = 0; at < runs.length; at += 1) {
    const [begin, end] = [runs[at], runs[ends[at] ?? -1]]
    if (!begin || !end) continue
    prose += text.slice(done, begin.index)
    done = end.index + end.length
    prose += blot(text.slice(begin.index, done))
    at = ends[at] ?? at
  }
  return prose + text.slice(done)
}

function blot(text: string): string {
  return text.replace(/[^\n]/g, BLOT)
}
