import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** SHA-256 over names and contents of the sources: two trees with the same one make the same build. */
export function sourceHash(folder: string = root): string {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap((input) => [...walk(folder, input)]).sort()) {
    hash.update(`${path}\0`)
    hash.update(readFileSync(join(folder, path)))
    hash.update('\0')
  }
  return hash.digest('hex')
}

/** What goes into a build. Tests, seed, migrations, the process around it and the documents do not. */
const inputs = [
  'app',
  'components',
  'lib',
  'db',
  'public',
  'proxy.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

const aside = /\.test\.tsx?$|^db\/(seed|migrations)\//

function* walk(folder: string, path: string): Generator<string> {
  const full = join(folder, path)
  if (!existsSync(full)) return
  if (statSync(full).isFile()) {
    if (!aside.test(path)) yield path
    return
  }
  for (const name of readdirSync(full)) yield* walk(folder, `${path}/${name}`)
}
