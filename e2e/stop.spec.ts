import { expect, test } from '@playwright/test'
import pg from 'pg'
import { giveOrganisation, givePerson, type Person } from './kit/accounts.ts'
import { api, request } from './kit/api.ts'
import { type App, startApp } from './kit/app.ts'
import { makeDataFolder, removeDataFolder } from './kit/data-folder.ts'
import { sharedBy } from './kit/instance.ts'
import { alone } from './kit/test.ts'
import { within } from './kit/within.ts'

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(
    `${signal} with 200 open streams: stopped within 5 s, and the data is there at the next start`,
    alone,
    async () => {
      const dataDir = makeDataFolder()
      const variables = { SITREP_DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
      try {
        const app = await startApp(variables)
        const person = await populate(dataDir)
        const { incident } = await api(app, person).declare({ topic: 'The lift is stuck' })
        const streams = await openStreams(app, person, incident.ref, 200)

        const { code } = await within(5_000, () => app.end(signal))
        expect(code).toBe(0)
        // Every reader was told to come back, and when: none hangs.
        for (const text of await Promise.all(streams.map((stream) => stream.text()))) {
          expect(text).toMatch(/^retry: [12]\d{3}\n\n/)
        }

        const next = await startApp(variables)
        const found = await api(next, person).get(`/incidents/${incident.ref}`)
        expect(found).toEqual(incident)
        expect((await next.end()).code).toBe(0)
      } finally {
        await removeDataFolder(dataDir)
      }
    },
  )
}

async function populate(dataDir: string): Promise<Person> {
  const client = new pg.Client({ connectionString: sharedBy(dataDir).DATABASE_URL })
  await client.connect()
  const sql = async <Row>(text: string, values?: unknown[]) =>
    (await client.query(text, values)).rows as Row[]
  await giveOrganisation({ sql })
  const person = await givePerson({ sql }, 'Ines Okafor', 'member')
  await client.end()
  return person
}

async function openStreams(app: App, person: Person, ref: string, count: number): Promise<Response[]> {
  const paths = [`/incidents/${ref}/stream?after=0`, '/stream']
  const opened = await Promise.all(
    Array.from({ length: count }, (_, index) => request(app, person, paths[index % 2] ?? '/stream')),
  )
  for (const { status, headers } of opened) {
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/event-stream')
  }
  return opened
}
