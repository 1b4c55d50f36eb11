import { join } from 'node:path'
import { closeDatabase, connectDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { type Env, EnvError, env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { type Log, log, logToStderr } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'
import { type Noun, UsageError } from '#server/cli/noun.ts'
import { type Postgres, startPostgres } from '#server/postgres.ts'

const nouns = ['person', 'token', 'link', 'verify', 'import', 'migrate']

/** What a start says while it works is not what was asked for here. */
const quiet: Log = { ...log, info: log.debug }

logToStderr()
process.exitCode = (await main(process.argv.slice(2))) || process.exitCode
// A connection that a silent server holds open does not keep the command from ending.
setTimeout(() => process.exit(), 500).unref()

/** `sitrep <noun> …`: the answer alone on stdout, an error as one line on stderr. Returns the exit code. */
async function main([name = 'help', ...args]: string[]): Promise<number> {
  try {
    if (/^(help|--help|-h)$/.test(name)) return await help()
    if (!nouns.includes(name)) throw new UsageError(`Unknown: ${name}. One of: ${nouns.join(', ')}, help`)
    const noun = await load(name)
    if (noun.needsDatabase?.(args) === false) await noun.run(args)
    else await withDatabase(env(), () => noun.run(args))
    return 0
  } catch (error) {
    process.stderr.write(`${lineFor(error)}\n`)
    return 1
  }
}

async function help(): Promise<number> {
  console.log('npm run -s sitrep -- <command>\n')
  for (const name of nouns) console.log((await load(name)).usage.replaceAll(/^/gm, '  '))
  return 0
}

async function load(name: string): Promise<Noun> {
  return await import(`./cli/${name}.ts`)
}

/** Attaches to the Postgres of the data folder, or starts it for as long as the command runs. */
async function withDatabase(settings: Env, work: () => Promise<void>): Promise<void> {
  const { databaseUrl, dataDir, databasePoolSize } = settings
  let postgres: Postgres | null = null
  try {
    if (!databaseUrl) postgres = await startPostgres({ dataDir, log: quiet })
    const url = databaseUrl ?? postgres?.url ?? ''
    await migrate({ url, log: quiet, backups: databaseUrl ? null : join(dataDir, 'backups') })
    connectDatabase(url, { poolSize: databasePoolSize })
    await work()
  } finally {
    await closeDatabase()
    await postgres?.stop()
  }
}

function lineFor(error: unknown): string {
  if (error instanceof AppError) return withFields(error)
  const known = error instanceof UsageError || error instanceof EnvError || error instanceof StartFailure
  if (known) return error.message
  log.debug('The command failed', { error })
  const message = error instanceof Error ? error.message.split('\n')[0] : String(error)
  return `It failed: ${message} (LOG_LEVEL=debug says more)`
}

function withFields({ message, fields }: AppError): string {
  const more = Object.entries(fields).map(([name, what]) => `${name}: ${what}`)
  return [message, ...more].join(' · ')
}
