import { expect, test } from '@playwright/test'
import pg from 'pg'
import { giveOrganisation, givePerson } from './kit/accounts.ts'
import { api } from './kit/api.ts'
import { launch, startApp } from './kit/app.ts'
import { makeDataFolder, removeDataFolder } from './kit/data-folder.ts'
import { sharedBy } from './kit/instance.ts'
import { alone } from './kit/test.ts'
import { within } from './kit/within.ts'

test(
  'an app without a worker leaves timed jobs to a worker alone, which stops within 5 s',
  alone,
  async () => {
    const dataDir = makeDataFolder()
    const app = await startApp({ SITREP_DATA_DIR: dataDir, LOG_LEVEL: 'warn', WORKER: 'off' })
    const variables = sharedBy(dataDir)
    const client = new pg.Client({ connectionString: variables.DATABASE_URL })
    await client.connect()
    const sql = async <Row>(text: string, values?: unknown[]) =>
      (await client.query(text, values)).rows as Row[]
    try {
      await giveOrganisation({ sql })
      const [ines, jonas] = [
        await givePerson({ sql }, 'Ines Okafor', 'member'),
        await givePerson({ sql }, 'Jonas Beck', 'member'),
      ]
      const { incident } = await api(app, ines).declare({ topic: 'Nobody answers' })
      await api(app, ines).command(incident.ref, { type: 'take_role', role: 'commander' })
      await api(app, ines).command(incident.ref, {
        type: 'offer_command',
        personId: jonas.id,
        brief: 'Yours',
      })
      // Five minutes pass: the offer and its timer are moved back by them.
      await sql(`begin; set local session_replication_role = replica;
      update incidents set state = jsonb_set(state, '{offer,expiresAt}', state #> '{offer,offeredAt}');
      update pgboss.job set start_after = now() where name = 'lapse_offer';
      commit`)

      const worker = launch([process.execPath, 'server/worker.ts'], app.port, {
        ...variables,
        LOG_LEVEL: 'info',
      })
      await worker.said(/Timed jobs are run here/)
      await expect
        .poll(async () => await api(app, ines).get(`/incidents/${incident.ref}`))
        .toMatchObject({ offer: null })
      const { code } = await within(5_000, () => worker.end('SIGTERM'))
      expect(code).toBe(0)
      expect(worker.output()).not.toMatch(/"level":"(warn|error)"/)
    } finally {
      await client.end()
      await app.end()
      await removeDataFolder(dataDir)
    }
  },
)
