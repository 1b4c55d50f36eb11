/** `sitrep verify`: is every log what was written, and every row the fold of its log? */
import { verify } from '#lib/log/verify.ts'

export const usage =
  'verify                     check every log and every state; exit 1 names the first bad entry of each'

/** Prints one line per fault, then a closing line. Sets the exit code 1 when there is any fault. */
export async function run(): Promise<void> {
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
