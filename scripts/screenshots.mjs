// npm run screenshots: starts the demonstration on a data folder of its own, takes the pictures of the README
// in the light theme, and leaves nothing behind but docs/pictures.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { chromiumFlags } from '#e2e/kit/browser.ts'
import { provideBrowser } from './test/browser.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const pictures = join(root, 'docs', 'pictures')
const account = { email: 'ines@northfield.example', password: 'northfield-demo' }
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

const folder = mkdtempSync(join(tmpdir(), 'sitrep-screenshots-'))
mkdirSync(pictures, { recursive: true })
const demo = await startDemo(await freePort())
const browser = await chromium.launch({ executablePath: await provideBrowser(), args: chromiumFlags })
try {
  const refs = await findRefs(demo.address)
  await take(desk, [
    { name: 'now', path: '/' },
    { name: 'incident', path: `/incidents/${refs.open}` },
    { name: 'report', path: `/incidents/${refs.closed}/report` },
    { name: 'post-mortem', path: `/incidents/${refs.closed}/post-mortem` },
    { name: 'follow-ups', path: '/follow-ups' },
    { name: 'declare', path: '/declare', prepare: fillDeclaration },
    { name: 'incidents', path: '/incidents' },
    { name: 'drill', path: `/incidents/${refs.drill}` },
    { name: 'stakeholders', path: await statusLink(refs.open) },
    {
      name: 'update',
      path: `/incidents/${refs.open}?update=new`,
      prepare: (page) => page.getByRole('dialog').waitFor(),
    },
  ])
  await take(phone, [{ name: 'incident-phone', path: `/incidents/${refs.open}` }])
} finally {
  await browser.close()
  await demo.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Signs in and takes each page as the window shows it. */
async function take(viewport, pages) {
  const page = await signedIn(viewport)
  for (const { name, path, prepare } of pages) {
    const response = await page.goto(demo.address + path, { waitUntil: 'load' })
    if (response?.status() !== 200) throw new Error(`${path} answers ${response?.status()}`)
    await prepare?.(page)
    await page.evaluate(() => document.fonts.ready)
    await page.mouse.move(0, 0)
    // A live page jumps to its newest entry and paints again.
    await page.waitForTimeout(800)
    await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled', caret: 'hide' })
    console.log(`docs/pictures/${name}.png`)
  }
  await page.context().close()
}

async function signedIn(viewport) {
  const options = { viewport, colorScheme: 'light', timezoneId: 'Europe/Berlin', locale: 'en-GB' }
  const page = await (await browser.newContext(options)).newPage()
  await page.goto(`${demo.address}/sign-in`)
  await page.getByLabel(/e-?mail/i).fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
  return page
}

/** The path of a new stakeholder link to the incident. */
async function statusLink(ref) {
  const page = await signedIn(desk)
  const response = await page.request.post(`${demo.address}/api/v1/incidents/${ref}/links`, {
    data: { label: 'Board' },
    headers: { Origin: demo.address },
  })
  if (response.status() !== 201) throw new Error(`No link was made: ${await response.text()}`)
  const { url } = await response.json()
  await page.context().close()
  return new URL(url).pathname
}

/** Which incidents the pictures show: the one in full swing, a closed one with a long log, the drill. */
async function findRefs() {
  const page = await signedIn(desk)
  const ref = async (query) => {
    const response = await page.request.get(`${demo.address}/api/v1/incidents?${query}`)
    const { incidents } = await response.json()
    return incidents[0]?.ref
  }
  const refs = {
    open: await ref('status=open&severity=SEV1'),
    closed: await ref('status=closed&q=card payments'),
    drill: await ref('status=all&kind=drill'),
  }
  await page.context().close()
  return refs
}

async function fillDeclaration(page) {
  await page.getByRole('radio', { name: 'SEV1' }).press('Space')
  await page.getByLabel('What is happening?').fill('Customers cannot pay by card')
  await page
    .getByLabel('What was reported?')
    .fill('Two calls: the payment page answers “Something went wrong”.')
  await page.getByLabel('Reported by').fill('Mara Lindqvist, Support')
}

/** The demonstration on its own data and port; `stop` waits until it has ended. */
async function startDemo(port) {
  const env = {
    ...process.env,
    PORT: String(port),
    SITREP_DATA_DIR: join(folder, 'data'),
    LOG_FORMAT: 'pretty',
  }
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs'), 'demo'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  const stop = async () => {
    child.kill('SIGINT')
    await ended
  }
  const lines = createInterface({ input: child.stdout })
  const address = await new Promise((done, fail) => {
    lines.on('line', (line) => {
      const ready = /SitRep is ready at (\S+)/.exec(line)
      if (ready) done(ready[1])
    })
    lines.once('close', () => fail(new Error('The demonstration did not start; it says why above.')))
  })
  return { address, stop }
}

async function freePort() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const { port } = server.address()
  await new Promise((done) => server.close(() => done(undefined)))
  return port
}
