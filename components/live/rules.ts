/** The core's `decide` in the browser: loaded when somebody stirs, because whoever only watches sends nothing. */
import type { decide } from '#lib/incident/decide.ts'

type Rules = typeof decide

let rules: Rules | null = null
let isLoading = false
const listeners = new Set<() => void>()

/** Begins to load the rules, once; without a connection the next call tries again. */
export function loadRules(): void {
  if (rules || isLoading) return
  isLoading = true
  import('#lib/incident/decide.ts')
    .then((module) => {
      rules = module.decide
      for (const listener of listeners) listener()
    })
    // Until then a command is shown as waiting.
    .catch(() => undefined)
    .finally(() => {
      isLoading = false
    })
}

/** The rules, null until they are here. */
export const getRules = () => rules

/** For useSyncExternalStore: called when the rules have come. */
export function subscribeToRules(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
