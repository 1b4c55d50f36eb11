/** Every IANA zone that this runtime knows, with UTC, by name. */
export function listZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort()
}
