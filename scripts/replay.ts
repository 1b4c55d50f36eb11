/**
 * Plays real incidents of a file into a running SitRep, by its API: see what reports they make.
 *
 *     SITREP_TOKEN=… node_modules/.bin/node scripts/replay.ts FILE [--url http://127.0.0.1:3000]
 *       [--only WORDS]   those whose topic or id has these words
 *       [--limit N]      the first N of them
 *       [--zone ZONE]    of times without an offset; UTC when it is not given
 *
 * The token acts as a person who is an admin (`sitrep token create --name replay --as EMAIL`). What the file does not
 * say stays blank. The same incident played twice, within a day, is still one: each command carries a key made of it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isZone } from '#lib/time/zone.ts'
import { onDayOf, type Plan, UnreadableFile } from './replay/model.ts'
import { readIncidents } from './replay/read.ts'

class Failure extends Error {}
/** One incident is not taken as its file tells it; the others may be. */
class Refused extends Error {}

type Played = { ref: string; milestones: Record<string, string | null> }
type Door = { url: string; token: string }

try {
  await main()
} catch (error) {
  if (!(error instanceof Failure) && !(error instanceof UnreadableFile)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { file, only, limit, zone, door } = options()
  const words = only?.toLowerCase() ?? ''
  const plans = readIncidents(read(file), { zone })
    .filter(({ topic, id }) => `${topic} ${id}`.toLowerCase().includes(words))
    .slice(0, limit)
  if (plans.length === 0) throw new Failure(`No incident of ${file} has “${only}” in its topic or id.`)
  for (const plan of plans) {
    const played = await play(door, plan).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error
      console.error(`${plan.topic} (${plan.id})\n\t${error.message}`)
      process.exitCode = 1
      return null
    })
    if (!played) continue
    console.log(
      `${played.ref}\t${plan.topic}\n\t${door.url}/incidents/${played.ref}/report\n\t${lengths(played, plan)}`,
    )
  }
}

function options() {
  const { values, positionals } = parsed()
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new Failure('Name one file: scripts/replay.ts FILE')
  const token = process.env.SITREP_TOKEN ?? ''
  if (token === '') {
    throw new Failure(
      'Set SITREP_TOKEN to a token: npm run -s sitrep -- token create --name replay --as EMAIL',
    )
  }
  const { url = 'http://127.0.0.1:3000', only, zone = 'UTC' } = values
  if (!URL.canParse(url)) throw new Failure(`--url ${url} is no address such as http://127.0.0.1:3000.`)
  if (!isZone(zone)) throw new Failure(`--zone ${zone} is no IANA zone such as Europe/Berlin.`)
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit)
  if (!(limit >= 1)) throw new Failure(`--limit ${values.limit} is no number from 1 on.`)
  return { file, only, limit, zone, door: { url: url.replace(/\/+$/, ''), token } }
}

function parsed() {
  const asText = { type: 'string' } as const
  try {
    const known = { url: asText, only: asText, limit: asText, zone: asText }
    return parseArgs({ options: known, allowPositionals: true })
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error))
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function play(door: Door, plan: Plan): Promise<Played> {
  const key = (step: number) => createHash('sha256').update(`${plan.id} ${step}`).digest('hex')
  let { ref, milestones } = await send(door, '/api/v1/incidents', plan.declaration, key(0))
  const now = new Date()
  for (const [index, planned] of plan.commands.entries()) {
    const command = onDayOf(planned, now)
    const answer = await send(door, `/api/v1/incidents/${ref}/commands`, command, key(index + 1))
    ref = answer.ref
    milestones = answer.milestones
  }
  return { ref, milestones }
}

async function send({ url, token }: Door, path: string, body: object, key: string): Promise<Played> {
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
  }
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    (error: unknown) => {
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
      throw new Failure(`${url} does not answer: ${cause}`)
    },
  )
  const text = await answer.text()
  if (answer.status === 401) throw new Failure(`${url} does not know this token.`)
  if (!answer.ok) throw new Refused(`${JSON.stringify(body).slice(0, 120)}… was refused: ${detailOf(text)}`)
  const { incident } = JSON.parse(text) as { incident: Played } // what this address answers with 200 and 201
  return incident
}

/** What a problem+json says in words; whatever came instead, cut short. */
function detailOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text)
    if (typeof problem === 'object' && problem !== null && 'detail' in problem) return String(problem.detail)
  } catch {
    // It was no JSON: shown as it came.
  }
  return text.slice(0, 300)
}

/** How long the report says it lasted, and how long its authors did. */
function lengths({ milestones }: Played, { said }: Plan): string {
  const { impactStartedAt, reportedAt, resolvedAt } = milestones
  const minutes = (from: string | null | undefined) =>
    from && resolvedAt
      ? `${Math.round((Date.parse(resolvedAt) - Date.parse(from)) / 60_000)} min`
      : 'not known'
  return `from the impact ${minutes(impactStartedAt)}, from the report ${minutes(reportedAt)}; its authors: ${said ?? 'nothing'}`
}
