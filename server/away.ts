/**
 * A process that is started again while its database cannot be reached: it answers 503 to everybody, stakeholders first
 * of all, until the database is there. A first start says what is wrong and ends instead.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { frameOf } from '#lib/share-link/page/document.ts'
import { closeHttpServer, listen } from '#server/http.ts'
import { answerOutage } from '#server/outage-page.ts'
import { createNotices } from '#server/share-link/notices.ts'
import { readStaticFiles } from '#server/share-link/static-files.ts'

type Settings = Pick<Env, 'databaseUrl' | 'dataDir' | 'host' | 'port' | 'publicUrl'>

const marker = (dataDir: string) => join(dataDir, 'started')

/** Remembers that this configuration has worked once. Where the folder cannot be written, a restart is a first start. */
export function rememberStart({ dataDir }: Pick<Settings, 'dataDir'>): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(marker(dataDir), '')
  } catch (error) {
    log.debug('The start could not be remembered', { error })
  }
}

/** Returns when the database of DATABASE_URL can be reached, or when there is no use in waiting for it. */
export async function awaitDatabase(settings: Settings, stopped: AbortSignal): Promise<void> {
  const { databaseUrl, dataDir } = settings
  if (!databaseUrl || !existsSync(marker(dataDir)) || (await isThere(databaseUrl))) return
  log.warn('The database of DATABASE_URL cannot be reached; everything is answered with 503 until it can')
  const server = createServer(answererOf(settings))
  await listen(server, settings)
  try {
    do await pause(1_000, undefined, { signal: stopped })
    while (!(await isThere(databaseUrl)))
  } finally {
    await closeHttpServer(server, 500)
  }
}

function answererOf({ publicUrl }: Settings) {
  const { write, refuse } = createNotices(frameOf(readStaticFiles(publicUrl).faces, publicUrl))
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url?.startsWith('/s/')) {
      write(request, response, 'away', 'page')
      return
    }
    const isAway = async () => true
    answerOutage(request, response, { publicUrl, isAway }).then(
      (answered) => {
        if (!answered) refuse(response, 503, 'The database cannot be reached.', { 'Retry-After': '5' })
      },
      () => response.destroy(),
    )
  }
}

/** What passes by itself: it is starting, or stopping; all of its connections are taken. */
const passing = ['57P03', '53300']

/** Whether somebody answers there, if only to refuse; a server that is still starting does not yet. */
async function isThere(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    return error instanceof pg.DatabaseError && !passing.includes(error.code ?? '')
  } finally {
    void client.end().catch(() => {})
  }
}
