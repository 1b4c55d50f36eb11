import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made = new Set<string>()

/** A temporary data folder for an app of the journeys' own. Gone, with its Postgres, when this process ends. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-e2e-'))
  made.add(folder)
  return folder
}

/** Removes it; a Postgres that an app left running there (it was killed) is ended by its process id first. */
export async function removeDataFolder(dataDir: string): Promise<void> {
  const pid = postmasterOf(dataDir)
  if (pid) await ended(pid)
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  made.delete(dataDir)
}

// A run that is cut short leaves neither a Postgres nor its data behind.
process.on('exit', () => {
  for (const folder of made) {
    const pid = postmasterOf(folder)
    try {
      if (pid) process.kill(pid, 'SIGQUIT')
    } catch {
      // It ended in this moment.
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})

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
