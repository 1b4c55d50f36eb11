/** All of what somebody has begun, and what other tabs make of it. */
import { parseDraft, placeOf, readPlace } from '#components/live/draft-place.ts'

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

/**
 * Calls `theirs` with what another tab of this browser has written under this very key, null when it let go of it. Gives
 * back how to stop.
 */
export function watchDraft<Value>(key: string, theirs: (value: Value | null) => void): () => void {
  const place = placeOf(key)
  const listen = (event: StorageEvent) => {
    // Without a key: all of the storage was emptied.
    if (event.storageArea === localStorage && (event.key === place || event.key === null)) {
      theirs(parseDraft(event.newValue))
    }
  }
  addEventListener('storage', listen)
  return () => removeEventListener('storage', listen)
}

function placesIn(): string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}
