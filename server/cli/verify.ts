import { checkBundle } from '#lib/bundle/check.ts'
import { verify } from '#lib/log/verify.ts'
import { UsageError } from '#server/cli/noun.ts'

export const usage = `verify                     check every log and every state; exit 1 names the first bad entry of each
verify FILE.zip            check a bundle, with no server and no database; exit 1 says what is wrong`

/** A bundle has all that its check needs. */
export function needsDatabase(args: readonly string[]): boolean {
  return args.length === 0
}

/**
 * `sitrep verify`: is every log what was written, and every row the fold of its log? `sitrep verify FILE.zip`: is
 * a bundle whole and right? Prints one line per fault, then a closing line. Sets the exit code 1 when there is any
 * fault.
 */
export async function run([path, ...more]: string[]): Promise<void> {
  if (more.length > 0) throw new UsageError(usage)
  await (path === undefined ? verifyAll() : verifyBundle(path))
}

async function verifyAll(): Promise<void> {
  const { faults, incidents, entries } = await verify()
  for (const { ref, seq, what } of faults) {
    process.stdout.write(seq === null ? `${ref}: ${what}\n` : `${ref} entry ${seq}: ${what}\n`)
  }
  const checked = `${incidents} incidents and ${entries} entries checked`
  process.stdout.write(
    faults.length === 0 ? `${checked}, all as written\n` : `${checked}, ${faults.length} at fault\n`,
  )
  if (faults.length > 0) process.exitCode = 1
}

async function verifyBundle(path: string): Promise<void> {
  const check = await checkBundle(path)
  if ('bundle' in check) {
    const { incident, entries, files, headHash, origin } = check.bundle.manifest
    check.bundle.zip.close()
    process.stdout.write(
      `${incident.ref} of ${origin}: ${entries} entries and ${files.length} files checked, all as written\n` +
        `Head of the log: sha256 ${headHash}\n`,
    )
    return
  }
  for (const fault of check.faults) process.stdout.write(`${fault}\n`)
  process.stdout.write(`This bundle is not as it was written: ${check.faults.length} at fault\n`)
  process.exitCode = 1
}
