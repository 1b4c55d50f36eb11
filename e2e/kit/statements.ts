import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instance } from './instance.ts'

/**
 * Has Postgres write every statement of the app's first process into its log while `work` runs. The function it
 * gets runs one piece of work and returns the statements that it caused.
 */
export async function countingStatements(
  { dataDir, one, sql }: Instance,
  work: (statementsOf: (piece: () => Promise<void>) => Promise<string[]>) => Promise<void>,
): Promise<void> {
  const log = join(dataDir, 'postgres.log')
  const mark = async () => {
    const name = `mark ${randomUUID()}`
    // A session that has not heard of the new settings writes nothing yet.
    do await sql(`select '${name}'`)
    while (!readFileSync(log, 'utf8').includes(name))
    return name
  }
  await sql(`alter system set log_statement = 'all'`)
  await sql(`alter system set log_line_prefix = '%a| '`)
  await sql('select pg_reload_conf()')
  try {
    await work(async (piece) => {
      const from = await mark()
      await piece()
      const until = await mark()
      const text = readFileSync(log, 'utf8')
      const lines = text.slice(text.indexOf(from), text.indexOf(until)).split('\n')
      return lines.flatMap((line) => statementIn(line, `sitrep-${one.pid}| `))
    })
  } finally {
    await sql('alter system reset log_statement')
    await sql('alter system reset log_line_prefix')
    await sql('select pg_reload_conf()')
  }
}

/** `LOG:  execute <unnamed>: select …`, or `LOG:  statement: select …`; a long one goes on in further lines. */
function statementIn(line: string, prefix: string): string[] {
  if (!line.startsWith(prefix)) return []
  const [, statement] = /LOG: {2}(?:execute [^:]*|statement):(.*)$/.exec(line) ?? []
  return statement === undefined ? [] : [statement.trim()]
}
