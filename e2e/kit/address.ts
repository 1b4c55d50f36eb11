/** The migrated database that every test file's own one is cloned from. */
export const templateName = 'sitrep_template'

/** The same address with another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
