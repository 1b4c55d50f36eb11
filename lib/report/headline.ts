/** What was, in a line: the topic as declared, in the past once it is over, and for how long. Nothing is invented. */
import { secondsBetween } from '#lib/incident/clock.ts'
import type { LogRecord } from './record.ts'

/** Only these, and only outside quotes and code: anything cleverer would put words into somebody's mouth. */
const pasts: Record<string, string> = {
  cannot: 'could not',
  "can't": 'could not',
  'can’t': 'could not',
  'can not': 'could not',
  is: 'was',
  are: 'were',
  "isn't": 'was not',
  'isn’t': 'was not',
  "aren't": 'were not',
  'aren’t': 'were not',
  'do not': 'did not',
  'does not': 'did not',
  fails: 'failed',
}
const present = /\b(cannot|can['’]t|can not|isn['’]t|aren['’]t|is|are|do not|does not|fails)\b/g
const past = /\b(was|were|could not|did not|failed|had)\b/
const quoted = /(["“”`][^"“”`]*["“”`])/

/** "Customers could not log in for 32 minutes". While it lasts, the topic as it is; no length of what came back. */
export function headlineOf({ incident, moments, reopenings }: LogRecord): string {
  const topic = incident.topic.replace(/[.\s]+$/, '')
  if (!moments.resolved || /[?!:]$/.test(topic)) return topic
  const told = inPast(topic)
  // Between an end and its reopening nobody knows whether it went on.
  if (reopenings.length > 0) return told
  const end = moments.mitigated ?? moments.resolved
  const seconds = secondsBetween(moments.impactStarted?.at ?? null, end.at)
  if (seconds === null || seconds < 1) return told
  return `${told}${past.test(told) ? '' : ','} ${past.test(told) ? 'for ' : ''}${lengthWords(seconds)}`
}

function inPast(topic: string): string {
  return topic
    .split(quoted)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(present, (word) => pasts[word] ?? word)))
    .join('')
}

/** "32 minutes", "2 hours 41 minutes", "1 day 4 hours": for headlines, in whole words, rounded down. */
function lengthWords(seconds: number): string {
  if (seconds < 60) return count(seconds, 'second')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 100) return count(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return pair(count(hours, 'hour'), minutes % 60, 'minute')
  return pair(count(Math.floor(hours / 24), 'day'), hours % 24, 'hour')
}

function pair(head: string, rest: number, name: string): string {
  return rest === 0 ? head : `${head} ${count(rest, name)}`
}

function count(value: number, name: string): string {
  return `${value} ${name}${value === 1 ? '' : 's'}`
}
