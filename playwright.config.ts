import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromiums } from './e2e/kit/browser.ts'

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/kit/build-once.ts',
  forbidOnly: true,
  retries: 0,
  // Each with two processes of the app and a Postgres of its own. A journey mostly waits for somebody: two fill
  // two cores.
  workers: 2,
  // How long a step may take at most: room for a machine that is five times slower than usual. What has to come within
  // a second says so itself.
  timeout: 180_000,
  expect: { timeout: 20_000 },
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
    actionTimeout: 20_000,
    navigationTimeout: 40_000,
  },
  projects: [
    {
      name: 'journeys',
      testMatch: '*.spec.ts',
      testIgnore: 'fresh-clone.spec.ts',
      grepInvert: /@alone/,
      outputDir: 'test-results/journeys',
    },
    { name: 'alone', testMatch: '*.spec.ts', grep: /@alone/, workers: 1, outputDir: 'test-results/alone' },
    {
      name: 'clone',
      outputDir: 'test-results/clone',
      testMatch: 'fresh-clone.spec.ts',
      timeout: 20 * 60_000,
    },
  ],
})
