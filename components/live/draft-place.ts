/** Where what somebody is writing is kept on this device: one place per key. */

export const placeOf = (key: string) => `sitrep:draft:${key}`

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

/** What stands at this very place, or null; also when it cannot be read. */
export function readPlace<Value>(place: string): Value | null {
  try {
    return parseDraft(localStorage.getItem(place))
  } catch {
    return null
  }
}

/** A draft as it is stored, or null; also when it cannot be read. */
export function parseDraft<Value>(text: string | null): Value | null {
  try {
    // Written by `keepDraft`, for this same place.
    return JSON.parse(text ?? 'null') as Value | null
  } catch {
    return null
  }
}
