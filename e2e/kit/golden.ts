/**
 * Golden reports: a log that reads like a log, and below it what the report must say. For tests alone.
 *
 * A file begins with a line that says what it shows. Then comes a story as in db/seed/story.ts, but with the time of
 * the report in full, times as the clock on the wall showed them, and before each line the number of the first entry
 * that it writes:
 *
 *     === Customers cannot log in
 *     SEV2 real 2026-05-14 14:02:11 Europe/Berlin
 *     from: Mara Lindqvist | Support
 *     declared: mara 14:02:40
 *     reported: The words of the report
 *
 *     #2 14:04:10 priya ack
 *     #4 2026-10-25T02:30:00+01:00 ines takes commander     where the wall alone would not do
 *     #5 14:30:00 tomasz note: Row {n} is checked.
 *     | times: 40 | every: 20                               the same again every so many seconds
 *
 *     --- 15:24:00                                           when the report is composed
 *     Headline: Customers could not log in for 32 minutes   any of `heads`, where it matters
 *
 *     1 What was the incident that was reported?
 *     “The words of the report”
 *     Reported by Mara Lindqvist, Support.
 *     [1]                                                    the entries that it rests on
 *     …
 *     Told                                                   what stakeholders were told, where it matters
 *     They know it as “…”.
 *     14:12:05 Looking into it. Headline / Text (Due by 14:07:11, 4 min late)
 *     Promises kept 0 of 1, worst 4 min late.
 *     [7 9]
 *     Gaps                                                   none where there is no such line
 *     6 contradiction: The solution names v845.
 */
import { readFileSync } from 'node:fs'
import { cast as members } from '#db/seed/cast.ts'
import { readStories, type Step, type Story } from '#db/seed/story.ts'
import { commandOf } from '#db/seed/tell.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { systemActor } from '#lib/incident/policy.ts'
import { composeReport, type ReportSource } from '#lib/report/compose.ts'
import { sign, sourceOf } from '#lib/report/fixture.ts'
import { correctsWords, partsText, type Report, type ReportBlock, targetWords } from '#lib/report/model.ts'
import { wallToMs } from '#lib/time/zone.ts'
import { cast, memoryLog } from './memory-log.ts'

export type Golden = {
  entries: Entry[]
  /** The log, or one like it, as the report is composed of it. */
  source: (entries: readonly Entry[]) => ReportSource
  /** What stands below the log: its lines without the empty ones. */
  expected: string
  /** The same of what is composed. */
  composed: string
}

/** Reads a golden file, tells its story to the commands and composes the report. Throws on a refused line. */
export function readGolden(file: string): Golden {
  const [told = '', below = ''] = readFileSync(file, 'utf8').split(/^--- /m)
  const { text, numbers } = withoutNumbers(told)
  const [story] = readStories(text)
  if (!story) throw new Error(`${file} holds no story`)
  const { zone, instant } = clockOf(story)
  const entries = play(repeated(story), numbers, instant)
  const [readAt = '', ...lines] = below.split('\n').map((line) => line.trimEnd())
  const source = (log: readonly Entry[]) => sourceOf(log, { zone, now: instant(readAt) })
  const expected = lines.filter((line) => line !== '').join('\n')
  const wanted = heads.filter(({ name }) => expected.includes(`${name}: `))
  const isTold = lines.includes('Told')
  return { entries, source, expected, composed: written(composeReport(source(entries)), wanted, isTold) }
}

/** What may stand between the log and the answers, in this order. */
const heads: { name: string; of: (report: Report) => string }[] = [
  { name: 'Headline', of: ({ headline }) => headline },
  { name: 'Summary', of: ({ summary }) => summary },
  { name: 'Status', of: ({ statusLine }) => statusLine },
  {
    name: 'Severities',
    of: ({ severityTimes }) => severityTimes.map(({ severity, text }) => `${severity} ${text}`).join(', '),
  },
  { name: 'Zone', of: ({ zone }) => zone.words },
  {
    name: 'Late',
    of: ({ timeline }) => timeline.flatMap(({ seq, late }) => (late ? [`${seq} ${late}`] : [])).join(', '),
  },
  { name: 'Left out', of: ({ leftOut }) => String(leftOut) },
]

/** The numbers before the lines, by line, and the story without them. */
function withoutNumbers(text: string): { text: string; numbers: number[] } {
  const numbers = [...text.matchAll(/^#(\d+) /gm)].map(([, number]) => Number(number))
  return { text: text.replaceAll(/^#\d+ /gm, ''), numbers }
}

/** A time of the story: an instant in full, or the clock on the wall on the day of the report. */
function clockOf({ topic, when }: Story) {
  const match = /^(\d{4})-(\d\d)-(\d\d) [\d:]{8} (\S+)$/.exec(when)
  if (!match) throw new Error(`${topic}: no time of a report: ${when}`)
  const [, year, month, day, zone = ''] = match
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const instant = (time: string) => {
    if (time.includes('T')) return new Date(time).toISOString()
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
    return new Date(wallToMs(midnight + ((hour * 60 + minute) * 60 + second) * 1000, zone)).toISOString()
  }
  return { zone, instant }
}

function repeated(story: Story): Story {
  const steps = story.steps.flatMap((step): Step[] => {
    const { times, every, ...details } = step.details
    if (!times) return [step]
    return Array.from({ length: Number(times) }, (_, index) => ({
      ...step,
      at: `${step.at}+${index * Number(every)}`,
      text: step.text.replace('{n}', String(index + 1)),
      details,
    }))
  })
  return { ...story, steps }
}

function play(story: Story, numbers: readonly number[], instant: (time: string) => string): Entry[] {
  const { header, topic, severity, kind } = story
  const people = cast(...members.map(({ name, role }): [string, typeof role] => [name, role]))
  const who = (key: string) => {
    const person = people[members.findIndex((member) => member.key === key)]
    if (!person) throw new Error(`${topic}: nobody is called ${key}`)
    return person
  }
  const log = memoryLog(people, [], kind === 'drill' ? 'DRILL-1' : 'INC-1')
  const [reportedBy, source] = (header.from ?? '').split(' | ')
  const [by = '', declared = ''] = (header.declared ?? '').split(' ')
  const reportedAt = instant(story.when.split(' ')[1] ?? '')
  const answer = (said: string | undefined) =>
    said === 'unknown' ? { notYetKnown: true } : said ? { text: said } : null
  const impact = { who: answer(header.who), how: answer(header.how) }
  const { reported } = header
  const report = { topic, severity, kind, reported, reportedBy, source, reportedAt, impact }
  const give = (actor: Parameters<typeof log.give>[0], input: object, now: string, line: string) => {
    const decision = log.give(actor, input, now)
    if ('refusal' in decision) throw new Error(`${topic}: ${line}: ${decision.refusal.message}`)
    if (decision.drafts.length === 0) throw new Error(`${topic}: ${line}: this changes nothing`)
  }
  give(who(by), { type: 'declare_incident', ...report }, instant(declared), 'declared')
  const written = new Map<string, number>()
  const left = [...numbers]
  for (const step of story.steps) {
    const [at = '', seconds = '0'] = step.at.includes('T') ? [step.at] : step.at.split('+')
    const line = `${step.at} ${step.by} ${step.verb}`
    const seq = log.log.length + 1
    if (seconds === '0' && left.shift() !== seq) throw new Error(`${topic}: ${line} is entry ${seq}`)
    const now = new Date(Date.parse(instant(at)) + Number(seconds) * 1000).toISOString()
    written.set(step.at, seq)
    if (step.verb === 'closes') {
      // What a close asks of report and post-mortem is told elsewhere.
      const payload = { from: log.state.status, to: 'closed', reason: null } as const
      log.append(who(step.by), { type: 'status_changed', payload, occurredAt: now }, now)
      continue
    }
    const input = commandOf(step, {
      who,
      at: instant,
      seqAt: (time) => written.get(time),
      refOf: () => {
        throw new Error(`${topic}: ${line}: a golden story knows no other`)
      },
    })
    give(step.by === 'sitrep' ? systemActor : who(step.by), input as object, now, line)
  }
  // Hashed, so that a changed entry is another one.
  return log.log.map(({ hash: _, sentence: __, ...entry }) => sign(entry))
}

/** The report as golden files write it. */
function written(report: Report, wanted: typeof heads, isTold: boolean): string {
  const answers = report.answers.flatMap(({ number, question, blocks, evidence }) => [
    `${number} ${question}`,
    ...blocks.flatMap(blockLines),
    `[${evidence.map(({ seq }) => seq).join(' ')}]`,
  ])
  const gaps = report.gaps.map(({ number, kind, text }) => `${number} ${kind}: ${text}`)
  return [
    ...wanted.map(({ name, of }) => `${name}: ${of(report)}`),
    ...answers,
    ...(isTold ? toldLines(report) : []),
    ...(gaps.length > 0 ? ['Gaps', ...gaps] : []),
  ]
    .join('\n')
    .replace(/[\u202f\u00a0]/g, ' ')
    .replace(/\n{2,}/g, '\n')
}

function toldLines({ updates }: Report): string[] {
  if (!updates) return []
  const rows = updates.rows.map((row) => {
    const said = row.withdrawn ? 'Its words were taken out.' : [row.headline, row.text].join(' / ')
    const facts = [row.promise ? partsText(row.promise.parts) : '', correctsWords(row)].filter(Boolean)
    const time = row.day ? `${row.day} ${row.time}` : row.time
    return [`${time} ${row.state}. ${said}`, ...facts.map((fact) => `(${fact})`)].join(' ')
  })
  return [
    'Told',
    ...(updates.title === null ? [] : [`They know it as “${updates.title}”.`]),
    ...rows,
    [updates.line, ...updates.notes.map((parts) => partsText(parts))].join(' '),
    `[${updates.evidence.map(({ seq }) => seq).join(' ')}]`,
  ]
}

function blockLines(block: ReportBlock): string[] {
  switch (block.type) {
    case 'quote':
      return [block.marks ? `“${block.text}”` : block.text]
    case 'words':
      return [block.text]
    case 'measures':
      return block.rows.map(({ name, value, base, target }) =>
        [`${name}: ${value}`, partsText(base), target ? targetWords(target) : ''].filter(Boolean).join(', '),
      )
    case 'people':
      return block.rows.map(({ name, roles }) => {
        return `${name}: ${roles.map((role) => `${role.name} ${partsText(role.span)}`.trim()).join('; ')}`
      })
    case 'steps':
      return block.rows.map(({ time, kind, text, facts }) =>
        [`${time} ${kind}. ${text}`, ...facts.map((fact) => `(${fact})`)].join(' '),
      )
    default:
      return [partsText(block.parts)]
  }
}
