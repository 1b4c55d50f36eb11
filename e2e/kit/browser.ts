import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** Flags for a Chromium that may run as root, in a container, and that talks to nobody but the page. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
]

/** Chromiums that are installed here, the preferred one first. `SITREP_CHROMIUM` names one and no other. */
export function findChromiums(): string[] {
  const given = process.env.SITREP_CHROMIUM
  if (given) return [given]
  return [chromium.executablePath(), ...wellKnown].filter((path) => existsSync(path))
}

const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
