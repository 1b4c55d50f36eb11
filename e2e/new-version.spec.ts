import { readFileSync, writeFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { api } from './kit/api.ts'
import { type App, freePort, launch } from './kit/app.ts'
import type { Instance } from './kit/instance.ts'
import { roomOf } from './kit/room.ts'
import { alone, test } from './kit/test.ts'

const named = '.next/BUILD_ID'

test(
  'a deploy under an open page: it comes back by itself, offers the newer version and keeps what is written',
  alone,
  async ({ instance, cast, signIn, expectConsole }) => {
    expectConsole(
      /ERR_CONNECTION_(REFUSED|RESET|CLOSED)/,
      /ERR_INCOMPLETE_CHUNKED_ENCODING/,
      /ERR_EMPTY_RESPONSE/,
    )
    const port = await freePort()
    const { incident } = await api(instance.one, cast.member).declare()
    const old = await start(instance, port)
    const context = await signIn(cast.member, { on: old })
    const room = roomOf(await context.newPage())
    await room.page.goto(`/incidents/${incident.ref}`)
    await expect(room.live).toBeVisible()
    await room.composer.fill('Half a sentence')
    const newer = room.page.getByText('A newer version is ready.')
    await expect(newer).toHaveCount(0)
    await old.end()
    const deployed = await startAsAnotherBuild(instance, port)
    try {
      // The page tries again every 15 s at the latest.
      await expect(newer).toBeVisible({ timeout: 60_000 })
      await expect(room.composer).toHaveValue('Half a sentence')
      await room.button('Reload').click()
      await expect(room.live).toBeVisible()
      await expect(room.composer).toHaveValue('Half a sentence')
      await expect(newer).toHaveCount(0)
    } finally {
      await deployed.end()
    }
  },
)

test('a form whose action a newer build no longer knows keeps what was typed, over the reload too', async ({
  person,
  open,
  expectConsole,
}) => {
  expectConsole(/status of 4\d\d/)
  const page = await open(await person('Priya Raman'), '/settings/profile')
  await page.route('**/settings/profile', async (route) => {
    const headers = route.request().headers()
    if (!headers['next-action']) return route.continue()
    await route.continue({ headers: { ...headers, 'next-action': '40'.padEnd(42, '0') } })
  })
  const name = page.getByLabel('Name', { exact: true })
  await name.fill('Priya Raman-Lindqvist')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('was not sent')).toBeVisible()
  await expect(name).toHaveValue('Priya Raman-Lindqvist')
  await page.unroute('**/settings/profile')
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(name).toHaveValue('Priya Raman-Lindqvist')
})

async function start({ variables }: Instance, port: number): Promise<App> {
  const app = launch([process.execPath, 'server/main.ts'], port, variables)
  await app.healthy()
  return app
}

/** The same files under another name: what a page of the old build sees of a deploy. */
async function startAsAnotherBuild(instance: Instance, port: number): Promise<App> {
  const id = readFileSync(named, 'utf8')
  writeFileSync(named, [...id].reverse().join(''))
  try {
    return await start(instance, port)
  } finally {
    writeFileSync(named, id)
  }
}
