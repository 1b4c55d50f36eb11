import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A temporary data folder for an app of the journeys' own. */
export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'sitrep-e2e-'))
}

/** Removes it; a Postgres that an app left running there (it was killed) is ended by its process id first. */
export async function removeDataFolder(dataDir: string): Promise<void> {
  const pid = postmasterOf(dataDir)
  if (pid) await ended(pid)
  rmSync(dataDir, { recursive: true, force: true })
}

function postmasterOf(dataDir: string): number | null {
  try {
    const [line] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    return Number(line) || null
  } catch {
    // Stopped in order: Postgres has removed the file.
    return null
  }
}

async function ended(pid: number): Promise<void> {
  const deadline = Date.now() + 5000
  try {
    process.kill(pid, 'SIGINT')
    while (Date.now() < deadline) {
      process.kill(pid, 0)
      await new Promise((done) => setTimeout(done, 20))
    }
    process.kill(pid, 'SIGQUIT')
  } catch {
    // Gone.
  }
}
