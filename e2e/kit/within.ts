import { setTimeout as pause } from 'node:timers/promises'
import type { App } from './app.ts'
import { ask } from './ask.ts'

/** Milliseconds in which a machine at rest does easily what is next to nothing. */
const atRest = 50

/**
 * Waits for `come`, and throws unless it came within so many milliseconds: what SitRep promises, and as much longer as the
 * machine stood still until then, of which no promise can know. That is seen by what else should take no time: a turn of
 * this process, an answer of each of `apps`. An app that blocks itself is forgiven along with a machine that does, which is
 * why `npm run bench` measures without any of this; on a machine at rest the bound is the promise itself.
 */
export async function within<T>(
  limit: number,
  come: () => Promise<T>,
  apps: readonly App[] = [],
): Promise<T> {
  const over = new AbortController()
  const turns = [() => pause(20), ...apps.map((app) => () => answerOf(app))]
  const lost = turns.map((turn) => timeLost(turn, over.signal))
  const from = performance.now()
  try {
    const found = await come()
    const came = performance.now()
    const took = came - from
    over.abort(came)
    // All of them see the same standstill.
    const allowed = limit + Math.max(...(await Promise.all(lost)))
    if (took > allowed) throw new Error(`It took ${Math.round(took)} ms of ${Math.round(allowed)}`)
    return found
  } finally {
    over.abort()
  }
}

/** Takes turn after turn until it is over. Returns how many milliseconds they took until then beyond what they should. */
async function timeLost(turn: () => Promise<unknown>, over: AbortSignal): Promise<number> {
  let lost = 0
  while (!over.aborted) {
    const from = performance.now()
    await turn()
    const until = over.aborted && typeof over.reason === 'number' ? over.reason : performance.now()
    lost += Math.max(0, until - from - atRest)
  }
  return lost
}

async function answerOf({ url }: App): Promise<void> {
  await pause(20)
  const answer = await ask(`${url}/api/health`).catch(() => null)
  await answer?.text()
}
