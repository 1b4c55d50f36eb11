import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Env, env } from '#lib/env.ts'
import { StartFailure } from '#lib/start-failure.ts'

const Secrets = z.object({ nextauthSecret: z.string().min(32) })
export type Secrets = z.infer<typeof Secrets>

/**
 * The secrets of this instance: from the environment if given, else made once in `<data>/secrets.json`
 * (mode 0600). Every process of one data folder gets the same ones.
 */
export function secrets({ nextauthSecret, dataDir }: Env = env()): Secrets {
  if (nextauthSecret) return { nextauthSecret }
  const path = join(dataDir, 'secrets.json')
  return read(path) ?? make(path, dataDir)
}

function read(path: string): Secrets | null {
  try {
    return Secrets.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new StartFailure(
      `${path} cannot be read as SitRep's secrets: move it away to have new ones made (everybody signs in again)`,
      { cause: error },
    )
  }
}

function make(path: string, dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const made: Secrets = { nextauthSecret: randomBytes(32).toString('base64url') }
  // Written whole beside it and then linked: of two starting processes the first one's stands.
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return read(path) ?? made
}
