import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Instance } from './instance.ts'

/**
 * Runs `npm run -s sitrep -- …` against the instance, as whoever runs it would; gives what it printed.
 * Rejects with what it complained of. Never waits in the way of the event loop: a connection that an app
 * lets go meanwhile would be taken for a live one by the next request ("other side closed").
 */
export async function sitrep(
  { dataDir, one }: Pick<Instance, 'dataDir' | 'one'>,
  ...words: string[]
): Promise<string> {
  const env = { ...process.env, SITREP_DATA_DIR: dataDir, PORT: String(one.port) }
  const done = await promisify(execFile)('npm', ['run', '--silent', 'sitrep', '--', ...words], { env })
  return done.stdout
}
