import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { expect, onTestFinished, test } from 'vitest'
import { chromiumFlags } from './browser.ts'

test('what Playwright switches off by itself stays off beside what we switch off', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sitrep-browser-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  // In the browser's place: it writes down how it was started.
  const browser = join(folder, 'browser')
  await writeFile(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/flags'\nexit 1\n`, { mode: 0o755 })
  await expect(chromium.launch({ executablePath: browser, args: chromiumFlags })).rejects.toThrow()
  const flags = (await readFile(join(folder, 'flags'), 'utf8')).split('\n')
  const [theirs, ours, ...more] = flags
    .filter((flag) => flag.startsWith('--disable-features='))
    .map((flag) => flag.slice('--disable-features='.length).split(','))
  expect(more).toEqual([])
  expect(ours).toEqual(expect.arrayContaining(theirs ?? []))
  expect(ours?.length).toBeGreaterThan(theirs?.length ?? 0)
})
