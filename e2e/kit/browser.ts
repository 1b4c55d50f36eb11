import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/**
 * What Playwright switches off by itself: the browser heeds the last list that it is given, and ours comes last.
 * browser.test.ts compares the two.
 */
const featuresOfPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]

/**
 * A web page in a process of its own for each window, though nobody sees an address bar: two thirds of what a new context
 * costs (Chromium 156).
 */
const suggestionsOfTheAddressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup']

/** Flags for a Chromium that may run as root, in a container, and that talks to nobody but the page. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  `--disable-features=${[...featuresOfPlaywright, ...suggestionsOfTheAddressBar].join(',')}`,
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
