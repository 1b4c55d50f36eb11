/** What stands beside the fields of the sheet. Pure; apart from fields.ts, which the live page loads at once. */
import type { UpdateFields } from '#components/incident/update/fields.ts'

/** Fields of the command that the sheet shows, each with room for its error. */
const shownFields = ['title', 'headline', 'text', 'affected', 'nextUpdateAt', 'corrects']

/**
 * The errors of a command's fields by where they stand in the sheet; `isAll`: there are some, and all of them do. `rows`
 * is what is affected as it is written: the command leaves out what has no name, so it counts otherwise.
 */
export function placed(
  fields: Record<string, string>,
  rows: readonly { name: string }[],
): { errors: Record<string, string>; isAll: boolean } {
  const named = rows.flatMap(({ name }, row) => (name.trim() ? [row] : []))
  const all = Object.entries(fields).map(([field, error]) => {
    const [, at] = /^affected\.(\d+)\b/.exec(field) ?? []
    const row = at === undefined ? undefined : named[Number(at)]
    return [row === undefined ? field : `affected.${row}`, error, row !== undefined] as const
  })
  const shown = all.filter(([place, , isRow]) => isRow || shownFields.includes(place))
  return {
    errors: Object.fromEntries(shown.map(([place, error]) => [place, error])),
    isAll: all.length > 0 && shown.length === all.length,
  }
}

/** The errors that still stand once these fields hold something else: nobody has said yet what is wrong with that. */
export function errorsAfter(
  errors: Record<string, string>,
  changed: Partial<UpdateFields>,
): Record<string, string> {
  const gone = Object.keys(changed).map(placeOf)
  const isGone = (place: string) => gone.some((each) => place === each || place.startsWith(`${each}.`))
  return Object.fromEntries(Object.entries(errors).filter(([place]) => !isGone(place)))
}

/** At which field of the command an error of this one stands. */
function placeOf(field: string): string {
  return field === 'proposal' || field === 'ownTime' ? 'nextUpdateAt' : field
}
