/** `npm run worker`: timed jobs alone, beside any number of apps with or without a worker of their own. */
import { env } from '#lib/env.ts'
import { startWorker } from '#lib/jobs/worker.ts'
import { log } from '#lib/log.ts'
import { complain } from '#server/complain.ts'
import { openDatabase } from '#server/database.ts'
import { stopping } from '#server/stopping.ts'

const { onStop, stop, stopped } = stopping()

try {
  await openDatabase(env(), onStop)
  stopped.throwIfAborted()
  const worker = await startWorker()
  onStop('the worker', worker.stop)
  log.info('Timed jobs are run here')
} catch (error) {
  if (!stopped.aborted) {
    complain(error)
    await stop(1)
  }
}
