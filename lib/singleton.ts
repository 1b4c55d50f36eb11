/**
 * One value per process, made at first use. Next bundles its own copy of a module, so what `server/` and a
 * page both import exists twice; a value on globalThis exists once.
 */
export function singleton<T>(name: string, make: () => T): T {
  const key = Symbol.for(`sitrep.${name}`)
  // globalThis has no index signature for symbols; only this file reads and writes these keys.
  const store = globalThis as unknown as Record<symbol, T | undefined>
  const existing = store[key]
  if (existing !== undefined) return existing
  const made = make()
  store[key] = made
  return made
}
