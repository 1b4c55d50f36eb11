/** Joins what is there: `classNames('sev', large && 'sev-lg')`. */
export function classNames(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ')
}
