import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromiums } from './e2e/kit/browser.ts'

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/kit/build-once.ts',
  forbidOnly: true,
  retries: 0,
  // Journeys share the two processes and the two cores; a second is their measure.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: findChromiums()[0], args: chromiumFlags },
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    screenshot: 'only-on-failure',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
  },
  projects: [
    { name: 'journeys', testMatch: '*.spec.ts', testIgnore: 'fresh-clone.spec.ts' },
    { name: 'clone', testMatch: 'fresh-clone.spec.ts', timeout: 7 * 60_000 },
  ],
})
