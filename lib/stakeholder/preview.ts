/** What an import would do, before it does it. */
import { readTable } from '#lib/stakeholder/csv.ts'
import { type ImportPreview, importLimits } from '#lib/stakeholder/model.ts'
import { findByAddress } from '#lib/stakeholder/queries.ts'

/** Reads the table and compares it with the directory; writes nothing. */
export async function previewImport(text: string): Promise<ImportPreview> {
  const { rows, faults } = readTable(text)
  const known = await findByAddress(rows.map(({ email }) => email))
  const changes = rows.flatMap(({ line, name, email, group }): ImportPreview['sample'] => {
    const before = known.get(email)
    const after = group === undefined ? (before?.group ?? null) : group
    const isSame = before?.name === name && before.group?.toLowerCase() === after?.toLowerCase()
    return isSame ? [] : [{ line, name, email, group: after, is: before ? 'updated' : 'new' }]
  })
  const added = changes.filter(({ is }) => is === 'new').length
  return {
    added,
    updated: changes.length - added,
    unchanged: rows.length - changes.length,
    sample: changes.slice(0, importLimits.shown),
    faults: faults.slice(0, importLimits.shown),
    faultCount: faults.length,
  }
}
