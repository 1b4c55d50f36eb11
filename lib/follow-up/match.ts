/**
 * Whether an open follow-up may fit a new incident: words of the topic and labels against the follow-up's title and its
 * incident's topic and labels. Pure. Better silent than noisy: one word in common is chance.
 */

export type Asked = { topic: string; labels: readonly string[] }
export type Candidate = {
  title: string
  /** Of the incident that it came from. */
  topic: string
  /** As incidents store them: "component:checkout". */
  labels: readonly string[]
}

const shortest = 4
/** Letters by which two words count as one: "migrations" and "migration", "log in" does not match "logistics". */
const stem = 5

/** Words that stand in every second topic and say nothing of the cause. */
const common = new Set(
  `about after again alert alerts been cannot customer customers does down error errors every everybody everyone
  fail failed failing fails find from have incident incidents into issue issues many more most nobody none only open
  outage over page pages people problem problems report reported requests response seem seems service services since
  slow slowly some staff stay stays still stop stopped system systems than that their them then there they this time
  times timeout under user users very wait waiting were what when where which while will with without work working
  works wrong your`.split(/\s+/),
)

/** The words of a text that say something. */
function tellingWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return [...new Set(words)].filter((word) => word.length >= shortest && !common.has(word))
}

/**
 * How well it fits, from 0 (not at all): two telling words in common that are at least a third of those in the topic; or
 * two labels; or one label and a word, of the topic or of that incident's labels, in the title. Their labels count as
 * words too, because a topic is typed before its labels are set.
 */
function likeness(asked: Asked, candidate: Candidate): number {
  const words = tellingWords(asked.topic)
  const labels = asked.labels.filter((label) => candidate.labels.includes(label)).length
  const theirs = tellingWords([candidate.title, candidate.topic, ...candidate.labels.map(nameOf)].join(' '))
  const shared = among(words, theirs)
  const title = tellingWords(candidate.title)
  const inTitle = among(tellingWords([asked.topic, ...asked.labels.map(nameOf)].join(' ')), title)
  const isAlike = shared.length >= 2 && shared.length * 3 >= words.length
  const isLabelled = labels >= 2 || (labels === 1 && shared.length + inTitle.length > 0)
  if (!isAlike && !isLabelled) return 0
  // What the title itself says is nearer than what its incident was called.
  return labels + shared.length / Math.max(1, words.length) + inTitle.length * 0.5
}

/** "component:checkout" is called checkout. */
function nameOf(label: string): string {
  return label.slice(label.indexOf(':') + 1)
}

function among(words: readonly string[], others: readonly string[]): string[] {
  return words.filter((word) => others.some((other) => isSameWord(word, other)))
}

/** The same word, or one that begins like the other: "login", "logins". */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length >= stem && long.startsWith(short) && long.length - short.length <= 3
}

/** Those that fit, the best first, at most `most`. */
export function fitting<Row extends Candidate>(asked: Asked, candidates: readonly Row[], most = 3): Row[] {
  return candidates
    .map((row) => ({ row, how: likeness(asked, row) }))
    .filter(({ how }) => how > 0)
    .toSorted((a, b) => b.how - a.how)
    .slice(0, most)
    .map(({ row }) => row)
}
