import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect } from '@playwright/test'
import { freePort } from './kit/app.ts'
import { makeDataFolder, removeDataFolder } from './kit/data-folder.ts'
import { test } from './kit/test.ts'

const secret = { NEXTAUTH_SECRET: 'x'.repeat(40) }

/** What the environment says, and what the one line about it must name. */
const wrong: [string, Record<string, string>, RegExp][] = [
  ['a port that is none', { PORT: 'abc' }, /^PORT must be .*"abc".*example: 3000/],
  ['an address with a path', { PUBLIC_URL: 'https://a.example/b' }, /^PUBLIC_URL must be .*example: https:/],
  [
    'no secret for a database of one’s own',
    { DATABASE_URL: 'postgresql://a@localhost/b' },
    /^NEXTAUTH_SECRET/,
  ],
  [
    'a database that does not answer',
    { DATABASE_URL: 'postgresql://a@127.0.0.1:9/b', ...secret },
    /127\.0\.0\.1:9/,
  ],
  ['an address that this machine has not', { HOST: '192.0.2.1' }, /^HOST 192\.0\.2\.1/],
]

for (const [what, variables, line] of wrong) {
  test(`${what}: one clear line, exit 1`, async () => {
    const { status, complaint } = await start(variables)
    expect(complaint).toHaveLength(1)
    expect(complaint[0]).toMatch(line)
    expect(status).toBe(1)
  })
}

test('a port that is taken: one clear line, exit 1', async ({ instance }) => {
  const { status, complaint } = await start({ PORT: String(instance.one.port) })
  expect(complaint).toEqual([expect.stringContaining(`Port ${instance.one.port} is taken`)])
  expect(status).toBe(1)
})

async function start(variables: Record<string, string>) {
  const dataDir = makeDataFolder()
  const own = { PATH: process.env.PATH, SITREP_DATA_DIR: dataDir, PORT: String(await freePort()) }
  try {
    const env = { ...own, NODE_ENV: 'production', ...variables } as const
    const program = spawn(process.execPath, ['server/main.ts'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 150_000,
    })
    const [complaint, [status]] = await Promise.all([text(program.stderr), once(program, 'exit')])
    return { status, complaint: complaint.trim().split('\n') }
  } finally {
    await removeDataFolder(dataDir)
  }
}
