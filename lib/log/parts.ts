/** A whole log in parts, so that a log of any length never stands in memory. */
import type { LogPart } from '#lib/log/model.ts'
import { listEntries } from './queries.ts'

/**
 * The entries of the log up to the number `through`, oldest first, one statement per part, each made when the one
 * before has been taken. What was redacted since is redacted; what was corrected later than `through` is not.
 */
export async function* readLogParts(
  ref: string,
  { through, size = 250 }: { through: number; size?: number },
): AsyncGenerator<LogPart> {
  for (let after = 0; after < through; ) {
    const { entries, corrections } = await listEntries(ref, { after, before: through + 1, limit: size })
    const last = entries.at(-1)
    if (!last) return
    yield {
      entries,
      corrections: corrections.filter(({ seq, type }) => seq <= through || type === 'entry_redacted'),
    }
    after = last.seq
  }
}
