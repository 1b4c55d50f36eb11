import { execFileSync } from 'node:child_process'
import type { Instance } from './instance.ts'

/** Runs `npm run -s sitrep -- …` against the instance, as whoever runs it would; returns what it printed. */
export function sitrep({ dataDir, one }: Pick<Instance, 'dataDir' | 'one'>, ...words: string[]): string {
  const env = { ...process.env, SITREP_DATA_DIR: dataDir, PORT: String(one.port) }
  return execFileSync('npm', ['run', '--silent', 'sitrep', '--', ...words], {
    encoding: 'utf8',
    env,
    stdio: 'pipe',
  })
}
