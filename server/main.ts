import { type Demo, seedDemo } from '#db/seed/main.ts'
import { cookieWarning } from '#lib/auth/cookie.ts'
import { type Env, env, exportForFramework } from '#lib/env.ts'
import { startWorker } from '#lib/jobs/worker.ts'
import { startHub, stopHub } from '#lib/live/hub.ts'
import { log, say } from '#lib/log.ts'
import { ensureSetupLink } from '#lib/people/setup-link.ts'
import { secrets } from '#lib/secrets.ts'
import { awaitDatabase, rememberStart } from '#server/away.ts'
import { buildIfChanged } from '#server/build.ts'
import { complain } from '#server/complain.ts'
import { openDatabase } from '#server/database.ts'
import { endStreams, handleFront } from '#server/front.ts'
import { checkPort, closeHttpServer, createHttpServer, listen } from '#server/http.ts'
import { loopbackWarning, rightName } from '#server/loopback.ts'
import { prepareApp } from '#server/next.ts'
import { answerOutage } from '#server/outage-page.ts'
import {
  answerShareLinkAtOnce,
  endShareLinkStreams,
  startShareLinks,
} from '#server/share-link/share-links.ts'
import { stopping } from '#server/stopping.ts'

const development = process.argv.includes('--dev')
const demo = process.argv.includes('--demo')
const { onStop, stop, stopped } = stopping()

try {
  await start(env())
} catch (error) {
  if (!stopped.aborted) {
    complain(error)
    await stop(1)
  }
}

/** Everything in order: port, database, schema, demonstration data, build, streams, timed jobs, pages, HTTP. */
async function start(settings: Env): Promise<void> {
  exportForFramework(settings, development)
  await checkPort(settings)
  await awaitDatabase(settings, stopped)
  await openDatabase(settings, onStop)
  secrets(settings)
  const seeded = demo ? await seedDemo(log) : null
  if (!development) await buildIfChanged({ log, signal: stopped })
  stopped.throwIfAborted()
  const links = await startShareLinks()
  onStop('the stakeholders’ pages', links.stop)
  await startHub(links.follower)
  onStop('the live streams', stopHub)
  if (settings.worker) onStop('the worker', (await startWorker()).stop)
  log.info('Starting the pages')
  await serve(settings)
  await announce(settings, seeded)
  rememberStart(settings)
}

async function serve(settings: Env): Promise<void> {
  const app = await prepareApp({ development })
  onStop('the pages', app.close)
  const server = createHttpServer(
    async (request, response) => {
      const elsewhere = rightName(request, settings.publicUrl)
      if (elsewhere) response.writeHead(307, { Location: elsewhere, 'Cache-Control': 'no-store' }).end()
      else if (await handleFront(request, response)) return
      else if (!(await answerOutage(request, response, settings))) await app.handle(request, response)
    },
    { development, first: answerShareLinkAtOnce },
  )
  await listen(server, settings)
  onStop('HTTP', async () => {
    const closed = closeHttpServer(server, 1500)
    endStreams()
    endShareLinkStreams()
    await closed
  })
}

async function announce(settings: Env, seeded: Demo | null): Promise<void> {
  const { publicUrl } = settings
  const link = await ensureSetupLink()
  for (const warning of [cookieWarning(publicUrl), loopbackWarning(settings)]) if (warning) log.warn(warning)
  say('')
  say(`  SitRep is ready at ${publicUrl}`)
  if (link) {
    say('')
    say('  There is no account yet. Set this instance up with this link, which works once:')
    say(`  ${link}`)
  }
  if (seeded) announceDemo(seeded)
  say('')
}

function announceDemo({ accounts, links }: Demo): void {
  say('')
  say('  Accounts of the demonstration:')
  const width = Math.max(...accounts.map(({ email }) => email.length))
  for (const { email, password, role, name } of accounts) {
    say(`  ${email.padEnd(width)}  ${password}  ${role.padEnd(8)}  ${name}`)
  }
  if (links.length === 0) return
  say('')
  say('  What stakeholders see, without an account (said once; links are made anew on an incident’s page):')
  for (const { label, url } of links) say(`  ${url}  ${label}`)
}
