// What can be said of the image without building it: docker is not everywhere that this runs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { isBuiltin } from 'node:module'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'

const dockerfile = readFileSync('Dockerfile', 'utf8')
const compose = readFileSync('compose.yaml', 'utf8')
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
}

/** Sources of every COPY out of the project's own folder. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].map(([, words = '']) =>
  words.split(' ').slice(0, -1),
)

test('whatever is copied is there, and .dockerignore lets it in', () => {
  const allowed = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  const named = copied.flat().filter((path) => path !== '.')
  expect(named.length).toBeGreaterThan(10)
  for (const path of [...named, ...allowed]) expect(existsSync(path), path).toBe(true)
  for (const path of named) expect(allowed, path).toContain(path)
})

test('the image holds everything that names a build, so that a start does not build again', () => {
  // From the last FROM on.
  const last = copied.slice(2).flat()
  const inputs = /const inputs = \[([^\]]+)\]/.exec(readFileSync('server/sources.ts', 'utf8'))?.[1] ?? ''
  const named = [...inputs.matchAll(/'([^']+)'/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(8)
  for (const path of named) expect(last, path).toContain(path)
})

test('it runs without root, by the name of no program that is not in it', () => {
  expect(dockerfile).toMatch(/^USER node$/m)
  for (const file of dockerfile.match(/(?:server|scripts)\/\w+\.ts/g) ?? [])
    expect(existsSync(file)).toBe(true)
})

test('a restart finds what it remembers, in a folder that is its own, on a file system that is read-only else', () => {
  expect(compose).toContain('read_only: true')
  const [, volume = '', folder = ''] = /volumes: \[(\w+):\/sitrep\/(.+)\]/.exec(compose) ?? []
  expect(compose).toMatch(new RegExp(`^volumes:\n(?:  \\w+:\n)*  ${volume}:$`, 'm'))
  const secrets = { DATABASE_URL: 'postgresql://localhost/sitrep', NEXTAUTH_SECRET: 'x'.repeat(32) }
  expect(resolve(parseEnv(secrets).dataDir)).toBe(resolve(folder))
  // Docker gives an empty volume the owner and the rights of the folder in the image.
  expect(dockerfile).toMatch(
    new RegExp(`^RUN mkdir -m 700 ${folder} && chown node:node ${folder}\nUSER node$`, 'm'),
  )
})

test.each([
  [200, 0],
  [503, 0],
  [null, 1],
])('its health is that it answers: %s, exit code %i', async (status, code) => {
  const server = createServer((_, response) => response.writeHead(status ?? 500).end())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  if (status === null) await new Promise((closed) => server.close(closed))
  const command = /HEALTHCHECK .+\\\n\s+CMD (\[.+\])/.exec(dockerfile)?.[1] ?? ''
  const [, ...args] = JSON.parse(command) as string[] // the form of CMD that takes no shell
  const asked = spawn(process.execPath, args, { env: { ...process.env, PORT: String(port) } })
  expect(await once(asked, 'exit')).toEqual([code, null])
  server.close()
})

test('what compose sets is what the environment knows, and enough to start', () => {
  const block = /environment: &environment\n((?: {4}.+\n)+)/.exec(compose)?.[1] ?? ''
  const given = Object.fromEntries(
    [...block.matchAll(/^ {4}(\w+): (.+)$/gm)].map(([, name, value = '']) => [
      name,
      value
        .replace(/\$\{PUBLIC_URL:\?\}/, 'https://sitrep.example.org')
        .replaceAll(/\$\{\w+:\?\}/g, 'x'.repeat(32)),
    ]),
  )
  expect(Object.keys(given)).toEqual([
    'DATABASE_URL',
    'NEXTAUTH_SECRET',
    'PUBLIC_URL',
    'TRUST_PROXY',
    'LOG_FORMAT',
  ])
  expect(parseEnv({ ...given, WORKER: 'off', HOST: '0.0.0.0' })).toMatchObject({
    publicUrl: 'https://sitrep.example.org',
    host: '0.0.0.0',
    worker: false,
    logFormat: 'json',
  })
  expect(compose).toContain('WORKER: "off"')
})

test('whatever runs in it imports production dependencies alone', () => {
  const files = globSync('{app,components,db,lib,server}/**/*.{ts,tsx}').filter(
    (file) => !/\.test\.tsx?$/.test(file),
  )
  const outside = new Set(files.flatMap((file) => packagesOf(readFileSync(file, 'utf8'))))
  expect(outside.size).toBeGreaterThan(15)
  expect([...outside].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([])
})

/** The packages that a source imports; what it imports as a type is gone when it runs. */
function packagesOf(source: string): string[] {
  const imports = source.matchAll(
    /^(?:import|export)(?! type\b)[^'"]*?from ['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)|^import ['"]([^'"]+)['"]/gm,
  )
  return [...imports]
    .map(([, from, lazy, bare]) => from ?? lazy ?? bare ?? '')
    .filter((name) => !/^[.#]/.test(name) && !isBuiltin(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    )
}
