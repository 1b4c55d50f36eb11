import { log } from '#lib/log.ts'

type Step = { name: string; undo: () => Promise<void> | void }

export type Stopping = {
  /** Remembers how to undo what was just started; on the way out the newest goes first. */
  onStop(name: string, undo: Step['undo']): void
  /** Undoes everything once and ends the process with this code, after at most five seconds. */
  stop(code: number): Promise<never>
  /** Aborted once the end has begun: what is still starting gives up. */
  stopped: AbortSignal
}

/**
 * The way out of the process: Ctrl-C, SIGTERM, or the end of the npm script that started it. A second signal
 * ends it at once; the same Ctrl-C reaches us twice (from the terminal and through npm), which counts as one.
 */
export function stopping(): Stopping {
  const steps: Step[] = []
  const controller = new AbortController()
  let begun = 0
  const stop = async (code: number): Promise<never> => {
    if (begun) return await never()
    begun = Date.now()
    setTimeout(() => process.exit(1), deadline).unref()
    controller.abort()
    for (const step of steps.reverse()) await attempt(step)
    process.exit(code)
  }
  const onSignal = () => {
    if (!begun) {
      log.info('Stopping')
      void stop(0)
    } else if (Date.now() - begun > sameSignal) process.exit(1)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)
  // The script that started us is gone (killed): nothing may be left running.
  process.on('disconnect', onSignal)
  return { onStop: (name, undo) => void steps.push({ name, undo }), stop, stopped: controller.signal }
}

const deadline = 4900
const sameSignal = 700
const patience = 1700

/** One part that hangs does not keep the others, the database above all, from being stopped in time. */
async function attempt({ name, undo }: Step): Promise<void> {
  const from = performance.now()
  try {
    await Promise.race([undo(), tooLate()])
    log.debug(`Stopped ${name}`, { milliseconds: Math.round(performance.now() - from) })
  } catch (error) {
    log.warn(`Stopping ${name} failed`, { error })
  }
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`It took more than ${patience} ms`)), patience).unref()
  })
}

function never(): Promise<never> {
  return new Promise(() => {})
}
