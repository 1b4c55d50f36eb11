/**
 * What of somebody's writing this device keeps, beyond the one place that is open. Apart from use-draft.ts, whose places
 * these are and which the live page loads at once.
 */

/**
 * What is kept under `key` and under keys that go on from it after a colon, with what follows the colon ('' for `key`
 * itself). What cannot be read is left out.
 */
export function keptDrafts<Value>(key: string): { rest: string; value: Value }[] {
  const first = placeOf(key)
  return placesIn().flatMap((place) => {
    if (place !== first && !place.startsWith(`${first}:`)) return []
    const value = readPlace<Value>(place)
    return value === null ? [] : [{ rest: place.slice(first.length + 1), value }]
  })
}

/** Lets go of what is kept under this very key. */
export function forgetDraft(key: string): void {
  try {
    localStorage.removeItem(placeOf(key))
  } catch {
    // Closed storage keeps nothing.
  }
}

function placeOf(key: string): string {
  return `sitrep:draft:${key}`
}

function placesIn(): string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

function readPlace<Value>(place: string): Value | null {
  try {
    // Written by `useDraft` or `leaveDraft`, for this same place.
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Value | null
  } catch {
    return null
  }
}
