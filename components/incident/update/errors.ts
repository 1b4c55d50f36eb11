/** What stands beside the fields of the sheet. Pure; apart from fields.ts, which the live page loads at once. */
import type { UpdateFields } from '#components/incident/update/fields.ts'

/** The errors that still stand once these fields hold something else: nobody has said yet what is wrong with that. */
export function errorsAfter(
  errors: Record<string, string>,
  changed: Partial<UpdateFields>,
): Record<string, string> {
  const gone = Object.keys(changed).map(placeOf)
  return Object.fromEntries(Object.entries(errors).filter(([place]) => !gone.includes(place)))
}

/** At which field of the command an error of this one stands. */
function placeOf(field: string): string {
  return field === 'proposal' || field === 'ownTime' ? 'nextUpdateAt' : field
}
