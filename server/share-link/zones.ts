const known = new Map<string, string | null>()

/** A page is made for so many zones of one link besides the organisation's, and for those who follow it too. */
export const mostZones = 12

/**
 * `asked`, while there is room for it among the zones of a link, which remembers it; null (the organisation's) for any
 * further one. There are hundreds, and each is drawn anew at each change: one link must not cost all that.
 */
export function admitZone(zones: Set<string>, asked: string | null, organisation: string): string | null {
  if (asked === null || asked === organisation) return null
  if (!zones.has(asked) && zones.size >= mostZones) return null
  zones.add(asked)
  return asked
}

/** The canonical name of the zone that `?tz=` asks for; null for anything that is none. */
export function zoneOf(query: string): string | null {
  const asked = known.get(query)
  if (asked !== undefined) return asked
  const zone = canonical(new URLSearchParams(query).get('tz') ?? '')
  // Anybody may ask for anything: what is remembered is bounded.
  if (known.size >= 2_000) known.clear()
  known.set(query, zone)
  return zone
}

function canonical(name: string): string | null {
  // An offset is no zone, and there are thousands of them.
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return null
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
