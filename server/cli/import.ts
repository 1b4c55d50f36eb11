import { importBundle } from '#lib/log/import.ts'
import { systemActor } from '#lib/people/policy.ts'
import { UsageError } from '#server/cli/noun.ts'

export const usage = `import FILE.zip            take an incident in from its bundle, under its own ref; what it says of
                           people, organisation and mails stays as it was, and nothing is sent`

/** `sitrep import FILE.zip`. */
export async function run([path, ...more]: string[]): Promise<void> {
  if (!path || more.length > 0) throw new UsageError(usage)
  const { ref, entries, attachments, origin } = await importBundle(systemActor('command-line'), path)
  const files = attachments === 1 ? '1 attachment' : `${attachments} attachments`
  console.log(`${ref} imported from ${origin}: ${entries} entries, ${files}`)
}
