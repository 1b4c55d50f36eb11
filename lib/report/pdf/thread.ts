/** The process's side of a drawing: starts the thread, hands it what it asks for, and passes on what it draws. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '#lib/errors.ts'
import type { FromThread, Job, Sources, ToThread } from './port.ts'

/** How long a drawing may stand still, be it that it takes too long or that nobody reads it. */
const patience = 60_000
/** A reader may be this far behind; beyond it the log waits. What fits is drawn at once, however slow the reader. */
const mostUnread = 8_000_000
/** Megabytes. The young generation is small, because pages become garbage as fast as they are drawn. */
const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }

/** Begins at once; `ended` is called exactly once, when the thread is gone. */
export function startThread(
  job: Job,
  sources: Sources,
  ended: () => void,
): AsyncGenerator<Uint8Array, void, void> {
  // Built at run time from the folder of the process: the file runs as it is, outside of every bundle.
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'report', 'pdf', 'worker.ts')
  const worker = new Worker(/* turbopackIgnore: true */ file, {
    workerData: job,
    execArgv: [],
    resourceLimits: limits,
  })
  const inbox = openInbox(() => void worker.terminate())
  const log = sources.log?.[Symbol.asyncIterator]()
  const answer = async (asked: FromThread): Promise<ToThread | null> => {
    if (asked.type === 'bytes') {
      inbox.put(asked.bytes)
      return null
    }
    if (asked.type === 'picture') return { type: 'picture', bytes: await sources.picture(asked.fileId) }
    await inbox.room()
    const next = await log?.next()
    return { type: 'log', part: !next || next.done ? null : next.value }
  }
  worker.on('message', (asked: FromThread) => {
    inbox.stir()
    answer(asked).then((said) => said && worker.postMessage(said), inbox.fail)
  })
  // Wrapped: a file that is missing here must not look like a database that does not answer.
  worker.once('error', (cause) => inbox.fail(new Error('The document could not be drawn', { cause })))
  worker.once('exit', (code) => {
    if (code === 0) inbox.close()
    else inbox.fail(new Error(`The thread that draws documents ended with ${code}`))
    void log?.return?.()
    ended()
  })
  return inbox.read()
}

/** What was drawn and not yet read. The first failure counts, and `stop` ends what fills it. */
function openInbox(stop: () => void) {
  const parts: Uint8Array[] = []
  let [unread, isClosed] = [0, false]
  let failure: Error | null = null
  let changed = Promise.withResolvers<void>()
  const stir = () => {
    timer.refresh()
    changed.resolve()
    changed = Promise.withResolvers<void>()
  }
  const fail = (error: Error) => {
    if (isClosed) return
    failure ??= error
    close()
    stop()
  }
  const close = () => {
    isClosed = true
    clearTimeout(timer)
    changed.resolve()
  }
  const tooLong = 'The document took too long to draw. Its Markdown is at once there.'
  const timer = setTimeout(() => fail(new AppError('unavailable', tooLong)), patience)
  async function* read(): AsyncGenerator<Uint8Array, void, void> {
    try {
      for (;;) {
        const part = parts.shift()
        if (part) {
          unread -= part.byteLength
          stir()
          yield part
        } else if (failure) throw failure
        else if (isClosed) return
        else await changed.promise
      }
    } finally {
      close()
      stop()
    }
  }
  return {
    read,
    stir,
    fail,
    close,
    put: (part: Uint8Array) => {
      parts.push(part)
      unread += part.byteLength
      stir()
    },
    /** Resolves when the reader has come near enough. */
    room: async () => {
      while (unread > mostUnread && !isClosed) await changed.promise
    },
  }
}
