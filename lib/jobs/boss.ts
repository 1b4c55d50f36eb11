/** pg-boss in this process: how it reaches the database, and the one instance that sends. */
import { type Clock, type ConstructorOptions, PgBoss } from 'pg-boss'
import { queryPool } from '#db/client.ts'
import { log } from '#lib/log.ts'
import { reportFailure } from '#lib/outage.ts'
import { singleton } from '#lib/singleton.ts'

// Held on globalThis: Next's copy of this module sends through what the server started.
const held = singleton('jobs', (): { sender: Promise<PgBoss> | null } => ({ sender: null }))

/** The instance that sends, started at first need. Throws when the database cannot be reached. */
export function sender(): Promise<PgBoss> {
  held.sender ??= startSender()
  return held.sender
}

async function startSender(): Promise<PgBoss> {
  try {
    return await newBoss({
      clock: unhurried,
      migrate: false,
      supervise: false,
      schedule: false,
      registerInstance: false,
      queueCacheIntervalSeconds: 24 * 3600,
    }).start()
  } catch (error) {
    held.sender = null
    throw error
  }
}

/** An instance that is not started yet, on the process's pool unless told otherwise. Its faults go to the log. */
export function newBoss(options: ConstructorOptions): PgBoss {
  const boss = new PgBoss({
    db: { executeSql: queryPool },
    openTelemetry: { enabled: false },
    ...options,
  })
  boss.on('error', (error) => reportFailure('Timed jobs cannot be read just now; trying again', error))
  boss.on('warning', ({ message }) => log.debug('pg-boss warns', { message }))
  return boss
}

/** The system's clock; its timers keep no process from ending. */
const unhurried: Clock = {
  now: Date.now,
  setTimeout: (work, milliseconds) => setTimeout(work, milliseconds).unref(),
  setInterval: (work, milliseconds) => setInterval(work, milliseconds).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout), // made two lines above
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout), // likewise
}
