/**
 * A stakeholder link under load, beside the least that Node can do, in one run: how long until every one of many
 * event streams has an update, what a stream costs in memory, and how many pages are answered. The app runs as
 * `npm start` runs it, with a database of its own; servers and clients are processes of their own, and rounds take turns.
 */
import { request } from 'node:http'
import { type App, startApp } from '#e2e/kit/app.ts'
import { visitLink } from '#e2e/kit/made-links.ts'
import { log } from '#lib/log.ts'
import { buildIfChanged } from '#server/build.ts'
import { type Child, startChild } from './child.ts'
import { median } from './figures.ts'
import { heldBy, inspected, inspectorIn } from './held-memory.ts'
import type { BareOrder, Heard, Loaded, LoadOrder, Target } from './messages.ts'
import { startNginx } from './nginx.ts'
import { makeLink, type Scene } from './scene.ts'

const rounds = 5
const connections = 32
/** Many short turns: whatever else the machine does meets both alike. */
const turns = 12
const loadMilliseconds = 1_000

type Options = { streams: number }

/** Measures on the database at `url`, which is empty. Prints what it finds. */
export async function measureStakeholders(url: string, { streams }: Options): Promise<void> {
  await buildIfChanged({ log, signal: new AbortController().signal })
  const secret = 'a secret of the bench, and of nothing else'
  const app = await startApp({
    DATABASE_URL: url,
    NEXTAUTH_SECRET: secret,
    WORKER: 'off',
    LOG_LEVEL: 'warn',
    ...inspected,
  })
  const bare = startChild('bare-server.ts', inspected)
  try {
    const scene = await makeLink(url)
    // Made by this process: the app hears of it a moment later.
    await (await visitLink(app, scene.path)).text()
    const page = await readPage(app, scene)
    const port = await bare.ask<number>({ do: 'serve', page: forWire(page), event: '' } satisfies BareOrder)
    const path = scene.path
    const targets = {
      ours: { port: app.port, host: `localhost:${app.port}`, path },
      bare: { port, host: `localhost:${port}`, path },
    }
    await measureStreams({ app, bare, scene, page, targets, streams })
    await measurePages(targets, page)
    await scene.close()
  } finally {
    await bare.stop()
    await app.end()
  }
}

type Page = { headers: string[]; body: Buffer }
type Given = {
  app: App
  bare: Child
  scene: Scene
  page: Page
  targets: { ours: Target; bare: Target }
  streams: number
}

async function measureStreams({ app, bare, scene, page, targets, streams }: Given): Promise<void> {
  const [ours, theirs] = [startChild('listeners.ts'), startChild('listeners.ts')]
  const stream = (target: Target) => ({ ...target, path: `${target.path}/stream` })
  const inspectors = { ours: inspectorIn(app.output()), bare: inspectorIn(bare.output()) }
  const memory = { ours: await heldBy(inspectors.ours), bare: await heldBy(inspectors.bare) }
  await ours.ask({ do: 'open', target: stream(targets.ours), count: streams })
  await theirs.ask({ do: 'open', target: stream(targets.bare), count: streams })
  const held = {
    ours: (await heldBy(inspectors.ours)) - memory.ours,
    bare: (await heldBy(inspectors.bare)) - memory.bare,
  }
  const times: { ours: Spread[]; bare: Spread[] } = { ours: [], bare: [] }
  // The first round is for warming up, and tells the bytes that the bare server then writes as well.
  for (let round = 0; round <= rounds; round++) {
    const told = await hearUpdate(ours, () => scene.publish(round))
    await bare.ask({ do: 'serve', page: forWire(page), event: told.event } satisfies BareOrder)
    const same = await hearUpdate(theirs, async () => {
      const from = process.hrtime.bigint()
      await bare.ask({ do: 'send' } satisfies BareOrder)
      return from
    })
    if (round === 0) continue
    times.ours.push(told.spread)
    times.bare.push(same.spread)
  }
  await Promise.all([ours.stop(), theirs.stop()])
  const ratio = (name: keyof Spread) =>
    figure(median(times.ours.map((spread, index) => spread[name] / (times.bare[index]?.[name] ?? 1))))
  console.log(
    `An update to ${streams} streams of one link, in times of a bare Node server with the same bytes: p50 ${ratio('p50')}, p99 ${ratio('p99')}, the first stream ${ratio('first')}`,
  )
  console.log(`Memory of a stream, likewise, after a collection: ${figure(held.ours / held.bare)}`)
}

/** In milliseconds from the moment at which the update was committed. */
type Spread = { first: number; p50: number; p99: number }

async function hearUpdate(
  listeners: Child,
  update: () => Promise<bigint>,
): Promise<{ spread: Spread; event: string }> {
  await listeners.ask({ do: 'await' })
  const hearing = listeners.next<Heard>()
  const from = Number(await update())
  const { at, first } = await hearing
  const sorted = at.map((time) => (time - from) / 1e6).sort((a, b) => a - b)
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  const spread = { first: sorted[0] ?? 0, p50: share(0.5), p99: share(0.99) }
  return { spread, event: Buffer.from(withoutChunks(first)).toString('base64') }
}

/** The event itself, without the frames of HTTP around it. */
function withoutChunks(base64: string): Buffer {
  const raw = Buffer.from(base64, 'base64')
  const parts: Buffer[] = []
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf('\r\n', at)
    const size = Number.parseInt(raw.subarray(at, end).toString(), 16)
    parts.push(raw.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}

async function measurePages({ ours, bare }: Given['targets'], page: Page): Promise<void> {
  const load = startChild('load.ts')
  const nginx = await startNginx(page)
  try {
    const rates = { ours: [] as number[], bare: [] as number[], nginx: [] as number[] }
    const rate = async (target: Target) => {
      const order: LoadOrder = { target, connections, milliseconds: loadMilliseconds }
      const { requests, seconds } = await load.ask<Loaded>(order)
      return requests / seconds
    }
    for (let round = 0; round <= turns; round++) {
      const [one, other] = [await rate(ours), await rate(bare)]
      const third = nginx ? await rate({ ...bare, port: nginx.port }) : 0
      // The first round warms up.
      if (round === 0) continue
      rates.ours.push(one)
      rates.bare.push(other)
      rates.nginx.push(third)
    }
    const against = (others: number[]) =>
      figure(median(rates.ours.map((one, index) => one / (others[index] ?? 1))))
    const beside = nginx ? `${against(rates.nginx)} of nginx` : 'nginx is not installed here'
    console.log(
      `Pages a second over ${connections} connections, ${page.body.length} bytes each: ${against(rates.bare)} of a bare Node server with the same bytes, ${beside}`,
    )
  } finally {
    await nginx?.stop()
    await load.stop()
  }
}

/** The page as a browser gets it: raw headers, and the body still packed. */
async function readPage(app: App, { path }: Scene): Promise<Page> {
  return await new Promise((resolve, reject) => {
    const headers = {
      Host: `localhost:${app.port}`,
      Accept: 'text/html',
      'Accept-Encoding': 'gzip, deflate, br',
    }
    request({ host: '127.0.0.1', port: app.port, path, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The page answers ${response.statusCode}`))
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        resolve({ headers: withoutOwn(response.rawHeaders), body: Buffer.concat(chunks) })
      })
    })
      .on('error', reject)
      .end()
  })
}

/** Node writes these by itself. */
function withoutOwn(raw: readonly string[]): string[] {
  const kept: string[] = []
  for (let index = 0; index < raw.length; index += 2) {
    const [name = '', value = ''] = raw.slice(index, index + 2)
    if (!/^(date|connection|keep-alive)$/i.test(name)) kept.push(name, value)
  }
  return kept
}

function forWire({ headers, body }: Page): { headers: string[]; body: string } {
  return { headers, body: body.toString('base64') }
}

function figure(ratio: number): string {
  return `${ratio.toFixed(2)} ×`
}
