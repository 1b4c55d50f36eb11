/** A time of day of which nobody can tell the zone. */

const time = /(?<![\d:.,+\-−/\p{L}])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?![\d:\p{L}])/gu
/** A length of time, a proportion. */
const unit = /^\s?(?:h|hours?|min|minutes?|m|s|seconds?)\b/
const proportion = /\b(?:ratio|odds|aspect|score)\b/i

const letters =
  'UTC|GMT|WET|WEST|CET|CEST|EET|EEST|BST|IST|MSK|TRT|WAT|CAT|EAT|SAST|GST|PKT|NPT|ICT|WIB|SGT|HKT|CST|CDT|JST|KST|AWST|ACST|ACDT|AEST|AEDT|NZST|NZDT|EST|EDT|MST|MDT|PST|PDT|AKST|AKDT|HST|NST|NDT|AST|ADT|BRT|ART|CLT|CLST|COT|PET'
const named = [
  new RegExp(`\\b(?:${letters})\\b`),
  /\b[A-Z][a-z]{1,20}\/[A-Z][A-Za-z_]{1,30}/,
  /\b(?:European|Eastern|Central|Pacific|Mountain|Atlantic|Summer|Standard|Daylight|Universal) Time\b/i,
  // "14:05 Berlin time"
  /\d (?:in )?[A-Z][a-z]{2,20} time\b/,
  // "14:05 +02:00" and "14:05+0200"; "14:05-14:20" is a span.
  /:\d\d(?:\.\d{1,6})? ?\+\d{1,2}(?::?\d\d)?\b/,
  /:\d\d(?:\.\d{1,6})? [-−]\d{1,2}(?::?\d\d)?\b/,
]
/** Said once for the whole text. */
const saidForAll = new RegExp(
  `\\btimes (?:are|below are|here are) (?:all )?(?:in )?[^.\\n]{0,40}?(?:\\b(?:${letters})\\b|Time\\b)`,
  'i',
)

/** The first time of each sentence that names no zone. */
export function timesWithoutZone(prose: string): { from: number; to: number }[] {
  if (saidForAll.test(prose)) return []
  return sentences(prose).flatMap(({ from, text }) => {
    if (named.some((pattern) => pattern.test(text)) || proportion.test(text)) return []
    const found = Array.from(text.matchAll(time)).find(
      ({ index, 0: said }) => !unit.test(text.slice(index + said.length)),
    )
    return found ? [{ from: from + found.index, to: from + found.index + found[0].length }] : []
  })
}

/** A line of a list or a table is a sentence of its own; other lines go on. */
function sentences(prose: string): { from: number; text: string }[] {
  const found: { from: number; text: string }[] = []
  let from = 0
  for (const { index, 0: end } of prose.matchAll(
    /[.!?](?=\s)|\n(?=[ \t]{0,8}(?:\n|[-*+#|]|\d{1,9}[.)]\s))/g,
  )) {
    const to = index + end.length
    found.push({ from, text: prose.slice(from, to) })
    from = to
  }
  return [...found, { from, text: prose.slice(from) }]
}
