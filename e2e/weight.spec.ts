import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { expect, type Page } from '@playwright/test'
import { api } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { settled } from './kit/requests.ts'
import { test } from './kit/test.ts'

/**
 * An empty page of this framework loads what the build's manifest calls the root's main files and nothing else
 * (its router and React; tried with an app of one empty page). What a page loads beyond those is ours.
 */
const emptyPageAtMost = 135_000
const liveAbove = 90_000

test('the live page weighs at most 90 kB of compressed JavaScript above an empty page', async ({
  instance,
  cast,
  signIn,
}) => {
  const empty = await weightOfEmptyPage(instance.one)
  // Were something of ours to slip into the framework's own files, it would not count below.
  expect(empty).toBeLessThan(emptyPageAtMost)
  const { incident } = await api(instance.one, cast.member).declare({ severity: 'SEV1' })
  // A log with Markdown in it, which loads what sets Markdown too.
  const text = '**p95** of `POST /session` is 29.8 s, see https://example.org'
  await api(instance.one, cast.member).command(incident.ref, { type: 'log', kind: 'note', text })
  const page = await (await signIn(cast.member)).newPage()
  const scripts = weighScripts(page)
  await page.goto(`/incidents/${incident.ref}`)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'https://example.org' })).toBeVisible()
  await settled(page)
  const sizes = await scripts.sizes()
  const weight = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`  JavaScript of the live page: ${kilo(weight - empty)} above the empty page's ${kilo(empty)}`)
  expect(weight).toBeGreaterThan(empty)
  if (weight - empty > liveAbove) console.table(sizes)
  expect(weight - empty).toBeLessThanOrEqual(liveAbove)
})

async function weightOfEmptyPage({ url }: App): Promise<number> {
  // The framework's own file; its shape is fixed by the version that package-lock.json pins.
  const { rootMainFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8')) as {
    rootMainFiles: string[]
  }
  const sizes = await Promise.all(rootMainFiles.map((file) => transferred(`${url}/_next/${file}`)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Bytes of the body as they cross the wire: compressed, unless it is tiny. */
async function transferred(url: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  get(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
    let bytes = 0
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    answer.on('end', () => resolve(bytes)).on('error', reject)
  }).on('error', reject)
  return await promise
}

/** Every script that the page loads, whenever it does, counted once. */
function weighScripts(page: Page) {
  const urls = new Set<string>()
  page.on('request', (request) => {
    if (request.resourceType() === 'script') urls.add(request.url())
  })
  return {
    sizes: () => Promise.all([...urls].map(async (url) => ({ url, bytes: await transferred(url) }))),
  }
}

const kilo = (bytes: number) => `${Math.round(bytes / 100) / 10} kB`
