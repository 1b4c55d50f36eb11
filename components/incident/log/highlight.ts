const name = 'found'
const atMost = 1_000

/** Marks these words wherever the log shows them, in any case; none marks nothing. Where browsers know how. */
export function highlight(words: string): void {
  if (!('highlights' in CSS)) return
  const ranges = words === '' ? [] : rangesOf(words.toLowerCase())
  if (ranges.length === 0) CSS.highlights.delete(name)
  else CSS.highlights.set(name, new Highlight(...ranges))
}

function rangesOf(words: string): Range[] {
  const ranges: Range[] = []
  for (const log of document.querySelectorAll('[role="log"]')) {
    const texts = document.createTreeWalker(log, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node && ranges.length < atMost; node = texts.nextNode()) {
      const text = node.nodeValue?.toLowerCase() ?? ''
      // Letters that change their length with their case would put the mark beside the word.
      if (text.length !== node.nodeValue?.length) continue
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
        const range = new Range()
        range.setStart(node, at)
        range.setEnd(node, at + words.length)
        ranges.push(range)
      }
    }
  }
  return ranges
}
