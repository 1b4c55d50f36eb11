import { expect, test } from 'vitest'
import { closeDatabase, connectDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { startPrivatePostgres } from '#e2e/kit/private-postgres.ts'
import { execute } from '#lib/log/execute.ts'
import { log } from '#lib/log.ts'
import { prepare } from './prepare.ts'

const me = '01990000-0000-7000-8000-00000000000a'

test('what the bench measures on takes commands that set timers, and the app starts beside it', async () => {
  const postgres = await startPrivatePostgres()
  try {
    await prepare(postgres.url, { count: 2, length: 3, me })
    // A start checks the server: one that would lose entries is refused.
    await migrate({ url: postgres.url, log, backups: null })
    const db = connectDatabase(postgres.url)
    const { rows } = await db.execute('select count(*)::int as incidents from incidents')
    expect(rows).toEqual([{ incidents: 2 }])
    await db.execute(`update ref_counters set last = 2 where kind = 'real'`)
    const reporter = { kind: 'person', id: me, name: 'Ines Okafor', role: 'member' } as const
    const { incident } = await execute(reporter, null, { ...declaration, severity: 'SEV1' })
    expect(incident.ref).toBe('INC-3')
  } finally {
    await closeDatabase()
    await postgres.stop()
  }
}, 180_000)
