/** Tables as text (RFC 4180) that no spreadsheet takes for a formula. Pure. */

export type Cell = string | number | null

/** How a file in UTF-8 begins, so that spreadsheets read it as such. */
export const csvStart = '\uFEFF'

/** One line with its line break; null is an empty cell. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * One cell. What a spreadsheet would compute (it begins with = + - @, a tab or a carriage return) gets an apostrophe in
 * front (ASVS 1.2.10); numbers stay numbers.
 */
function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n\t;']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
