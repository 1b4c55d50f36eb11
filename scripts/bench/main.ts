/**
 * How SitRep answers at size: `npm run bench`, or `npm run bench -- 1000 100` for so many incidents and entries of
 * each. Times are ratios to reading one row by its primary key, in the same run on the same machine. Then a
 * stakeholder link under load; `npm run bench -- link 5000` measures that alone, with so many streams.
 */
import { styleText } from 'node:util'
import pg from 'pg'
import { closeDatabase, connectDatabase } from '#db/client.ts'
import { withDatabaseName } from '#e2e/kit/address.ts'
import { explaining, nodesOf, type PlanNode, watchPlans } from '#e2e/kit/plans.ts'
import { startPrivatePostgres } from '#e2e/kit/private-postgres.ts'
import { measureDocument } from './document.ts'
import { median, type Timing, table } from './figures.ts'
import { prepare } from './prepare.ts'
import { questionsOf } from './questions.ts'
import { measureStakeholders } from './stakeholders.ts'

const isLinkAlone = process.argv[2] === 'link'
const [count = 10_000, length = 100] = isLinkAlone ? [] : process.argv.slice(2).map(Number)
const streams = (isLinkAlone && Number(process.argv[3])) || 5_000
const me = '01990000-0000-7000-8000-00000000000a'
const rounds = 15

const postgres = await startPrivatePostgres()
try {
  if (!isLinkAlone) {
    await prepare(postgres.url, { count, length, me })
    await ask(postgres.url)
    await draw(postgres.url)
    await closeDatabase()
  }
  console.log(styleText('bold', '\nA stakeholder link, beside a bare Node server in the same run'))
  await measureStakeholders(await emptyDatabase(postgres.url), { streams })
} finally {
  await closeDatabase()
  await postgres.stop()
}

/** A second database of that server, with nothing in it. */
async function emptyDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create database stakeholders')
  await client.end()
  return withDatabaseName(url, 'stakeholders')
}

/** A report with a log as long as they get. */
async function draw(url: string): Promise<void> {
  await closeDatabase()
  connectDatabase(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const sql = async <Row>(text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as Row[]
  try {
    await sql(
      `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now()) on conflict do nothing`,
    )
    // The incidents so far were written past the door, and past its numbers.
    await sql(
      `insert into ref_counters (kind, last) values ('real', ${count}) on conflict (kind) do update set last = ${count}`,
    )
    console.log(`\n${await measureDocument({ sql }, { me, length: 20_000 })}`)
  } finally {
    await client.end()
  }
}

/** Each question some times; then once more, slower, for its plans. */
async function ask(url: string): Promise<void> {
  const questions = await questionsOf(connectDatabase(url), { count, me })
  const timings: Timing[] = []
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const from = performance.now()
      await question()
      times.push(performance.now() - from)
    }
    timings.push({ name, median: median(times), most: Math.max(...times), worst: '' })
  }
  await closeDatabase()
  const plansOf = watchPlans(connectDatabase(explaining(url)))
  for (const timing of timings) {
    const plans = await plansOf(async () => await questions[timing.name]?.())
    timing.worst = worstOf(plans.map(({ Plan }) => Plan))
  }
  console.log(
    styleText('bold', '\nMedian and slowest of each question, as ratios to one row by its primary key'),
  )
  console.log(table(timings))
}

/** The node that took longest by itself, with what it read. */
function worstOf(plans: PlanNode[]): string {
  const nodes = plans
    .flatMap(nodesOf)
    .map((node) => ({ node, own: timeOf(node) - sum((node.Plans ?? []).map(timeOf)) }))
  const { node } = nodes.sort((a, b) => b.own - a.own)[0] ?? {}
  if (!node) return ''
  const what = node['Index Name'] ?? node['Relation Name'] ?? ''
  const rows = Math.round((node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1))
  return `${node['Node Type']}${what && ` of ${what}`}, ${rows} rows`
}

function timeOf(node: PlanNode): number {
  return (node['Actual Total Time'] ?? 0) * (node['Actual Loops'] ?? 1)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
