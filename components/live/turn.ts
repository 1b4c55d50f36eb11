/** Of all tabs of a browser that ask for the same, one has its turn; when it closes, the next one has it at once. */

export type Following = { retry: () => void; stop: () => void }

/** `start` runs when this tab has the lock `name`; `onStolen` when another tab took it. */
export function createTurn(name: string, start: () => Following, onStolen: () => void) {
  let asked: AbortController | null = null
  let running: Following | null = null

  const withdraw = () => {
    asked?.abort()
    asked = null
    running?.stop()
    running = null
  }
  return {
    /** Asks for the lock; `steal` takes it from a tab that does not answer. */
    ask(steal = false) {
      withdraw()
      const mine = new AbortController()
      asked = mine
      const held = () => {
        if (mine.signal.aborted) return
        running = start()
        return new Promise<void>((end) => mine.signal.addEventListener('abort', () => end()))
      }
      navigator.locks.request(name, steal ? { steal } : { signal: mine.signal }, held).catch(() => {
        if (asked !== mine) return
        withdraw()
        onStolen()
      })
    },
    /** Lets go of it, or no longer asks. */
    withdraw,
    isAsked: () => asked !== null,
    /** What runs here; null while it is another tab's turn. */
    running: () => running,
  }
}

/**
 * Runs what `start` starts, but lets go of it while the tab has been hidden for five minutes: unless this browser is to
 * notify of what comes meanwhile.
 */
export function whileSeen(start: () => Following): Following {
  let running: Following | null = start()
  let timer: ReturnType<typeof setTimeout> | undefined
  const turn = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') running ??= start()
    else {
      timer = setTimeout(() => {
        if (isToNotify()) return
        running?.stop()
        running = null
      }, hiddenForMs)
    }
  }
  document.addEventListener('visibilitychange', turn)
  return {
    retry: () => running?.retry(),
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', turn)
      running?.stop()
      running = null
    },
  }
}

const hiddenForMs = 5 * 60_000
/** Where it is kept that somebody wants to be notified here. */
export const notifyPlace = 'sitrep:notify'

function isToNotify(): boolean {
  try {
    return localStorage.getItem(notifyPlace) === 'on'
  } catch {
    return false
  }
}
