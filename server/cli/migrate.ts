/** `sitrep migrate`: every use of the command line migrates first, so all that is left to do is to fold. */
import { refold } from '#lib/log/refold.ts'

export const usage = 'migrate                    bring the database up to date, as each start does by itself'

export async function run(): Promise<void> {
  const incidents = await refold()
  console.log(`The database is up to date${incidents > 0 ? `; ${incidents} incidents folded anew` : ''}`)
}
