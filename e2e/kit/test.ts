import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { type Fakes, startFakes } from '../fakes/fakes.ts'
import { giveOrganisation, givePerson, giveSession, type Person, type Role } from './accounts.ts'
import type { App } from './app.ts'
import { type Instance, startInstance } from './instance.ts'
import { mailVariables } from './mail.ts'
import { watch } from './watch.ts'

export type Cast = Record<'admin' | 'member' | 'second' | 'observer', Person>

type Fixtures = {
  /** A new person with an account, so that a journey shares nobody with another. */
  person: (name: string, role?: Role) => Promise<Person>
  /** A browser of their own, signed in as this person (null: nobody) on either process. */
  signIn: (person: Person | null, options?: BrowserContextOptions & { on?: App }) => Promise<BrowserContext>
  /** The same, with its first page opened at the path. */
  open: (person: Person | null, path: string, options?: BrowserContextOptions & { on?: App }) => Promise<Page>
  /** The fake of Resend, emptied, where `mail` is on. Whatever Resend would not have understood fails the journey. */
  resend: Fakes
  /** Console errors that this journey provokes on purpose, e.g. the browser's own line about a 409. */
  expectConsole: (...patterns: RegExp[]) => void
}

/**
 * Two processes of the built app over one database per worker; browsers signed in by session row. Fails on any
 * console error, page error, CSP violation, error in an app's log, and on any request that leaves loopback.
 */
export const test = base.extend<
  Fixtures & { watched: ReturnType<typeof watch>; fileOfItsOwn: undefined },
  {
    /** `test.use({ mail: true })` in a file: its instance sends by the fake of Resend. */
    mail: boolean
    fakes: Fakes | null
    instance: Instance
    cast: Cast
    lastFile: { name: string }
  }
>({
  mail: [false, { option: true, scope: 'worker' }],
  fakes: [
    async ({ mail }, use) => {
      const fakes = mail ? await startFakes() : null
      await use(fakes)
      await fakes?.stop()
    },
    { scope: 'worker' },
  ],
  resend: async ({ fakes }, use) => {
    if (!fakes) throw new Error('Write test.use({ mail: true }) at the top of the file')
    await fakes.reset({ perSecond: 1000 })
    await use(fakes)
    expect((await fakes.journal()).violations).toEqual([])
  },
  instance: [
    async ({ fakes }, use) => {
      const instance = await startInstance(fakes ? mailVariables(fakes) : {})
      await giveOrganisation(instance)
      await use(instance)
      await instance.stop()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  cast: [
    async ({ instance }, use) => {
      const admin = await givePerson(instance, 'Noor Haddad', 'admin')
      const member = await givePerson(instance, 'Ines Okafor', 'member')
      const second = await givePerson(instance, 'Jonas Beck', 'member')
      const observer = await givePerson(instance, 'Vera Brandt', 'observer')
      await use({ admin, member, second, observer })
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: see above
  lastFile: [async ({}, use) => await use({ name: '' }), { scope: 'worker' }],
  fileOfItsOwn: [
    async ({ instance, lastFile }, use, { file }) => {
      if (lastFile.name !== file) await forgetIncidents(instance)
      lastFile.name = file
      await use(undefined)
    },
    { auto: true },
  ],
  watched: async ({ instance }, use) => {
    const watched = watch()
    const apps = [instance.one, instance.two].map((app) => ({ app, from: app.output().length }))
    await use(watched)
    for (const { app, from } of apps) watched.readLog(app.output().slice(from))
    watched.complain()
  },
  expectConsole: async ({ watched }, use) => {
    await use((...patterns) => watched.expectConsole(...patterns))
  },
  person: async ({ instance }, use) => {
    await use((name, role = 'member') => givePerson(instance, name, role))
  },
  signIn: async ({ browser, instance, watched }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (person, { on = instance.one, ...options } = {}) => {
      const context = await browser.newContext({ ...options, baseURL: on.url })
      contexts.push(context)
      watched.follow(context)
      if (person) await signInByCookie(context, on, await giveSession(instance, person))
      return context
    })
    for (const context of contexts) await context.close()
  },
  open: async ({ signIn }, use) => {
    await use(async (person, path, options) => {
      const context = await signIn(person, options)
      const page = await context.newPage()
      await page.goto(path)
      if (options?.javaScriptEnabled !== false) await awake(page)
      return page
    })
  },
})

/**
 * The framework has taken over the buttons that the server drew: a press before that is nobody's. A plain page has none, and
 * what never wakes up is the journey's to find.
 */
async function awake(page: Page): Promise<void> {
  const isAwake = () => {
    const isTaken = (button: Element) => Object.keys(button).some((key) => key.startsWith('__reactProps'))
    const isPlain = document.querySelector('script[src*="/_next/"]') === null
    return isPlain || [...document.querySelectorAll('main button')].every(isTaken)
  }
  await page.waitForFunction(isAwake, undefined, { polling: 50, timeout: 20_000 }).catch(() => undefined)
}

/** For a journey with a bound by the wall clock, or that changes what all share: it runs when no other one does. */
export const alone = { tag: '@alone' }

/** Playwright's own addCookies names a domain, which a `__Host-` cookie must not have. */
async function signInByCookie(context: BrowserContext, { url }: App, value: string): Promise<void> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const cookie = { name: '__Host-sitrep', value, url, path: '/', secure: true, httpOnly: true } as const
  await session.send('Network.setCookie', { ...cookie, sameSite: 'Lax' })
  await page.close()
}

/** Each file begins without an incident and what belongs to one, however many the one before it left open. */
async function forgetIncidents({ sql }: Instance): Promise<void> {
  // A job of the file before would look for what is taken away here. What pg-boss has for itself stays.
  const theirs = String.raw`name not like '\_\_pgboss\_\_%'`
  await expect(async () => {
    await sql(`delete from pgboss.job where ${theirs} and state in ('created', 'retry')`)
    expect(await sql(`select id from pgboss.job where ${theirs} and state = 'active'`)).toEqual([])
    // Given up rather than waited for: whoever holds one of these tables may want another one.
    await sql(`set local lock_timeout = 100; set local session_replication_role = replica;
      truncate entries, role_spans, files, incidents, idempotency_keys cascade; update ref_counters set last = 0`)
  }).toPass({ timeout: 60_000 })
}
