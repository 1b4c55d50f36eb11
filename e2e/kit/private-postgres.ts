import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { withDatabaseName } from './address.ts'

export type PrivatePostgres = {
  /** The maintenance database of the cluster, as its superuser. */
  url: string
  /** Stops it and removes its folder. */
  stop(): Promise<void>
}

/** Starts a Postgres of our own in a temporary folder; about a second. It ends with this process at the latest. */
export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('postgres-process.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'warn' },
  })
  const ended = once(child, 'exit')
  const url = await Promise.race([
    firstLine(child.stdout),
    ended.then(() => Promise.reject(new Error('The private Postgres did not start'))),
  ])
  return {
    url: withDatabaseName(url, 'postgres'),
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) {
    text += chunk
    if (text.includes('\n')) break
  }
  return text.trim()
}
