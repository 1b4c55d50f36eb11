/**
 * What a public update should not say: names, numbers of incidents, versions, vendors, words of the house, blame. It
 * marks, it never blocks (DESIGN §11). Pure, also for the browser.
 */
import { literally } from '#lib/incident/literally.ts'
import { blameByName, humanError, readNames } from '#lib/writing/blame.ts'
import { counterfactual } from '#lib/writing/counterfactual.ts'
import { joinedWord, type Word, wordsOfText } from '#lib/writing/words.ts'

export type PublicMarkKind =
  | 'name'
  | 'ref'
  | 'version'
  | 'vendor'
  | 'internal'
  | 'blame'
  | 'counterfactual'
  | 'address'
/** A passage, from its first character to before its last one, and what would read better, in a sentence. */
export type PublicMark = { from: number; to: number; kind: PublicMarkKind; says: string }

export type PublicContext = {
  /** The people of the incident, as they are called. */
  names: readonly string[]
  /** Names of the house that nobody outside knows: services of the labels. */
  internal: readonly string[]
}

const says: Record<PublicMarkKind, string> = {
  name: 'A name. Outside it is “we” or “our team”.',
  ref: 'A number of ours. Nobody outside can look it up.',
  version: 'A version. Say what changed for people.',
  vendor: 'A vendor. Say what does not work, not whose it is.',
  internal: 'A word of the house. Say it as people outside would.',
  blame: 'Blame. Say what happened.',
  counterfactual: 'What might have been. Say what is.',
  address: 'An address. Who reads this cannot check where it leads.',
}

/** What is found, in a word: "a name", "2 versions". */
const publicMarkNames: Record<PublicMarkKind, readonly [one: string, many: string]> = {
  name: ['name', 'names'],
  ref: ['number of ours', 'numbers of ours'],
  version: ['version', 'versions'],
  vendor: ['vendor', 'vendors'],
  internal: ['word of the house', 'words of the house'],
  blame: ['blame', 'blames'],
  counterfactual: ['“might have been”', '“might have been”'],
  address: ['address', 'addresses'],
}

const vendors = new Set(
  `aws amazon azure google gcp heroku github gitlab bitbucket cloudflare fastly akamai stripe adyen paypal braintree twilio
  sendgrid mailgun resend postmark postgres postgresql mysql mariadb mongodb redis memcached elasticsearch opensearch kafka
  rabbitmq kubernetes docker nginx apache terraform datadog sentry pagerduty opsgenie grafana prometheus newrelic splunk
  slack auth0 okta salesforce zendesk intercom hubspot shopify vercel netlify digitalocean linode hetzner ovh snowflake
  databricks supabase planetscale dynamodb sidekiq rails django nodejs`.split(/\s+/),
)
/** Vendors whose name is a word as well: only with a capital, and not where a sentence begins. */
const ambiguous = new Set('amazon google apache slack intercom resend rails splunk fastly stripe'.split(' '))
/** Two words that only together are a vendor's. */
const pairs: Record<string, readonly string[]> = { new: ['relic'], azure: ['devops'], digital: ['ocean'] }

const ref = /\b(?:INC|DRILL)-\d{1,9}\b/gi
const address = /\b(?:https?:\/\/|www\.)[^\s<>]+|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b/gi
/** v847, v1.2.3, 1.2.3, "version 12"; not "2.5 hours", nor the dots of a date. */
const version =
  /\bv\d+(?:\.\d+){0,3}\b|(?<![\d.])\d{1,4}\.\d{1,4}\.\d{1,6}(?:-[\w.]{1,20})?(?![\d.]*\d)|\bversion \d[\w.]{0,12}\b/gi
const date = /^\d{1,2}\.\d{1,2}\.\d{2,4}$/
/** names_of_tables, functionsLikeThis(), p95, HTTP codes: what only the room understands. */
const machine =
  /\b[a-z\d]+(?:_[a-z\d]+)+\b|\b[a-z]\w{0,40}\(\)|\bp(?:50|9\d)\b|\bHTTP \d{3}\b|`[^`\n]{1,80}`/gi

/** Whether a name of the house is a word that nobody outside says: “sessions-db” is one, “login” is not. */
export function isWordOfTheHouse(name: string): boolean {
  return /[-_./\d]|\p{Ll}\p{Lu}/u.test(name)
}

/** The marks of a text, in their order; none lies over another. */
export function checkPublicWriting(text: string, context: PublicContext): PublicMark[] {
  return marksOf(text, wordsOfText(text), context)
}

/** The same of a name. It is no sentence, so a capital at its beginning says as much as one further on: “Stripe”. */
export function checkPublicName(name: string, context: PublicContext): PublicMark[] {
  const words = wordsOfText(name).map((word) => ({ ...word, opens: false }))
  return marksOf(name, words, context)
}

function marksOf(text: string, words: readonly Word[], { names, internal }: PublicContext): PublicMark[] {
  const marks: PublicMark[] = []
  const add = (kind: PublicMarkKind, from: number, to: number) => {
    if (marks.some((mark) => from < mark.to && mark.from < to)) return
    marks.push({ from, to, kind, says: says[kind] })
  }
  const find = (kind: PublicMarkKind, pattern: RegExp, isMeant = (_: string) => true) => {
    for (const { index, 0: found } of text.matchAll(pattern)) {
      if (isMeant(found)) add(kind, index, index + found.length)
    }
  }
  find('address', address)
  find('ref', ref)
  const house = namesIn(internal)
  if (house) find('internal', house)
  find('version', version, (found) => !date.test(found))
  const known = readNames(names)
  for (let at = 0; at < words.length; ) {
    const found = wordMark(words, at, known)
    const [first, last] = [words[at], words[at + (found?.length ?? 1) - 1]]
    if (found && first && last) add(found.kind, first.from, last.to)
    at += found?.length ?? 1
  }
  find('internal', machine)
  return marks.sort((a, b) => a.from - b.from)
}

type Found = { kind: PublicMarkKind; length: number }

/** Names as a whole, in whatever case: the longest first, because “billing.worker” is more than “billing”. */
function namesIn(names: readonly string[]): RegExp | null {
  const sorted = names
    .map((name) => name.trim())
    .filter((name) => name.length > 2)
    .sort((a, b) => b.length - a.length)
    .map((name) => literally(name).replace(/\s+/g, '\\s+'))
  if (sorted.length === 0) return null
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${sorted.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'giu')
}

function wordMark(words: readonly Word[], at: number, known: ReturnType<typeof readNames>): Found | null {
  const blame = blameByName(words, at, known) || humanError(words, at)
  if (blame > 0) return { kind: 'blame', length: blame }
  const unreal = counterfactual(words, at, known.words)
  if (unreal > 0) return { kind: 'counterfactual', length: unreal }
  const name = nameLength(words, at, known)
  if (name > 0) return { kind: 'name', length: name }
  const vendor = vendorLength(words, at)
  return vendor > 0 ? { kind: 'vendor', length: vendor } : null
}

/** "Tomasz", "Tomasz Wójcik", "Tomasz's"; with a capital, and "Will" or "May" only where no sentence begins with it. */
function nameLength(words: readonly Word[], at: number, { firsts }: ReturnType<typeof readNames>): number {
  const first = words[at]
  if (!first || first.raw === first.word) return 0
  const bare = first.word.replace(/'s$/, '')
  for (const name of firsts.get(bare) ?? []) {
    const fits = name.every((part, index) => {
      const word = index === 0 ? bare : joinedWord(words, at + index)?.replace(/'s$/, '')
      return word === part
    })
    if (fits && !(name.length === 1 && first.opens && everyday.has(bare))) return name.length
  }
  return 0
}

/** Names that are words as well. */
const everyday = new Set(
  'will may mark grace hope faith rose june april august art bill drew pat sue young long'.split(' '),
)

function vendorLength(words: readonly Word[], at: number): number {
  const first = words[at]
  if (!first) return 0
  const bare = first.word.replace(/'s$/, '')
  const second = joinedWord(words, at + 1)
  if (second !== null && pairs[bare]?.includes(second.replace(/'s$/, ''))) return 2
  if (!vendors.has(bare)) return 0
  if (ambiguous.has(bare) && (first.raw === first.word || first.opens)) return 0
  return 1
}

/** "1 name and 2 versions found.", or null when there is nothing. */
export function foundWords(marks: readonly PublicMark[]): string | null {
  if (marks.length === 0) return null
  const counts = new Map<PublicMarkKind, number>()
  for (const { kind } of marks) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const parts = [...counts].map(([kind, count]) => `${count} ${publicMarkNames[kind][count === 1 ? 0 : 1]}`)
  const last = parts.pop() ?? ''
  return `${parts.length > 0 ? `${parts.join(', ')} and ` : ''}${last} found.`
}
