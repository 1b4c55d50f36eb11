/**
 * What of somebody's writing this device keeps, beyond the one place that is open. Apart from use-draft.ts, whose places
 * these are and which the live page loads at once.
 */

/**
 * What is kept under `key` and under keys that go on from it after a colon, with what follows the colon ('' for `key`
 * itself). What cannot be read is left out.
 */
export function keptDrafts<Value>(key: string): { rest: string; value: Value }[] {
  const first = `sitrep:draft:${key}`
  try {
    return Object.keys(localStorage).flatMap((place) => {
      if (place !== first && !place.startsWith(`${first}:`)) return []
      // Written by `useDraft` or `leaveDraft`, for this same place.
      const value = JSON.parse(localStorage.getItem(place) ?? 'null') as Value | null
      return value === null ? [] : [{ rest: place.slice(first.length + 1), value }]
    })
  } catch {
    // Closed or broken storage keeps nothing.
    return []
  }
}
