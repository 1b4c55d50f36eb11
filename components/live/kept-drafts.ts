/**
 * What of somebody's writing this device keeps, place by place. Apart from use-draft.ts, whose places these are and
 * which the live page loads at once.
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

/** What is kept under this very key, or null. */
export function keptDraft<Value>(key: string): Value | null {
  return readPlace(placeOf(key))
}

/** Keeps it under this very key. False when this device does not: its storage is full, or closed. */
export function keepDraft<Value>(key: string, value: Value): boolean {
  try {
    localStorage.setItem(placeOf(key), JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** Lets go of what is kept under this very key. */
export function forgetDraft(key: string): void {
  try {
    localStorage.removeItem(placeOf(key))
  } catch {
    // Closed storage keeps nothing.
  }
}

/**
 * Calls `theirs` with what another tab of this browser has written under this very key, null when it let go of it. Gives
 * back how to stop.
 */
export function watchDraft<Value>(key: string, theirs: (value: Value | null) => void): () => void {
  const place = placeOf(key)
  const listen = (event: StorageEvent) => {
    // Without a key: all of the storage was emptied.
    if (event.storageArea === localStorage && (event.key === place || event.key === null)) {
      theirs(parse(event.newValue))
    }
  }
  addEventListener('storage', listen)
  return () => removeEventListener('storage', listen)
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
    return parse(localStorage.getItem(place))
  } catch {
    return null
  }
}

function parse<Value>(text: string | null): Value | null {
  try {
    // Written here, by `useDraft` or by `leaveDraft`, for this same place.
    return JSON.parse(text ?? 'null') as Value | null
  } catch {
    return null
  }
}
