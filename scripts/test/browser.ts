import { chromium } from '@playwright/test'
import { chromiumFlags, findChromiums } from '#e2e/kit/browser.ts'
import { run } from './run.ts'

/**
 * The path of a Chromium that starts here: an installed one, else Playwright's download, else (root on Debian)
 * the distribution's package. Throws with one clear line when there is none to be had.
 */
export async function provideBrowser(): Promise<string> {
  const found = await firstThatStarts()
  if (found) return found
  console.log('No Chromium starts here: asking Playwright to download one.')
  await run(['playwright', 'install', 'chromium'], { minutes: 5 })
  const downloaded = await firstThatStarts()
  if (downloaded) return downloaded
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.log('That did not give one either: asking apt-get for Debian’s.')
    await run(['apt-get', 'update', '-qq'], { minutes: 3 })
    await run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium'], { minutes: 5 })
    const installed = await firstThatStarts()
    if (installed) return installed
  }
  throw new Error(
    'No Chromium to test with: install Chromium or Google Chrome, or run npx playwright install --with-deps chromium.',
  )
}

async function firstThatStarts(): Promise<string | null> {
  for (const path of findChromiums()) {
    if (await starts(path)) return path
  }
  return null
}

async function starts(executablePath: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath, args: chromiumFlags, timeout: 120_000 })
    await browser.close()
    return true
  } catch {
    // It lacks a library, or is another machine's: the next one is tried.
    return false
  }
}
