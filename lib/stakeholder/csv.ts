/** A table of stakeholders as text, however a spreadsheet wrote it. Pure. */
import { CsvError, parse } from 'csv-parse/sync'
import { importedRow } from '#lib/stakeholder/input.ts'
import { type ImportFault, type ImportRow, importLimits } from '#lib/stakeholder/model.ts'

export type ReadTable = { rows: (ImportRow & { line: number })[]; faults: ImportFault[] }

type Column = 'name' | 'first' | 'last' | 'email' | 'group'

/** What columns are called elsewhere, in lower case and without anything but letters. */
const names: Record<Column, readonly string[]> = {
  name: ['name', 'fullname', 'displayname', 'contact', 'contactname', 'person', 'stakeholder', 'recipient'],
  first: ['firstname', 'givenname', 'forename', 'vorname'],
  last: ['lastname', 'familyname', 'surname', 'nachname'],
  email: [
    'email',
    'emailaddress',
    'mail',
    'mailaddress',
    'address',
    'emailvalue',
    'workemail',
    'primaryemail',
  ],
  group: ['group', 'groups', 'groupname', 'team', 'department', 'category', 'categories', 'list', 'gruppe'],
}

/**
 * Reads the table: columns by their heads in any order and case; commas, semicolons or tabs; quoted cells; with or
 * without a byte order mark. What cannot be taken is named by its line. Empty lines are passed over.
 */
export function readTable(text: string): ReadTable {
  const bare = text.replace(/^\uFEFF/, '')
  const { records, faults } = recordsOf(bare)
  const [head, ...body] = records
  if (!head) {
    const first = { line: 1, says: `The table is empty. ${headWords}` }
    return { rows: [], faults: faults.length > 0 ? faults : [first] }
  }
  const columns = columnsOf(head.cells)
  if (!columns) {
    return {
      rows: [],
      faults: [{ line: head.line, says: `The first line names no columns we know. ${headWords}` }],
    }
  }
  const rows: ReadTable['rows'] = []
  const seen = new Map<string, number>()
  for (const { line, cells } of body) {
    const read = rowOf(cells, columns)
    if (typeof read === 'string') faults.push({ line, says: read })
    else {
      const before = seen.get(read.email)
      if (before !== undefined) {
        faults.push({ line, says: `${read.email} stands in line ${before} already. Keep one of the two.` })
      } else if (rows.length >= importLimits.rows) {
        faults.push({ line, says: `Import at most ${importLimits.rows} rows at once; split the table here.` })
        break
      } else {
        seen.set(read.email, line)
        rows.push({ ...read, line })
      }
    }
  }
  return { rows, faults: faults.sort((a, b) => a.line - b.line) }
}

const headWords = 'It needs the columns name and email, and may have group.'

type Line = { line: number; cells: string[] }

function recordsOf(text: string): { records: Line[]; faults: ImportFault[] } {
  const faults: ImportFault[] = []
  const fault = (error: unknown): undefined => {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error.lines)
    // The same quotation mark is often complained of twice.
    if (faults.at(-1)?.line !== line) faults.push({ line, says: quoteWords })
  }
  try {
    // `info` and `raw` wrap each record; the library's types do not say so for both at once.
    const parsed = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_records_with_error: true,
      on_skip: fault,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number }; raw: string }[]
    const records = parsed
      .map(({ record, info, raw }) => ({ cells: record, line: info.lines - breaksIn(raw) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
    return { records, faults }
  } catch (error) {
    fault(error)
    return { records: [], faults }
  }
}

const quoteWords =
  'A quotation mark stands where none can. Put the whole cell into quotation marks, and double those inside it.'

/** How many line breaks stand inside of a record: in a quoted cell. */
function breaksIn(raw: string): number {
  return raw.trim().split(/\r\n|\r|\n/).length - 1
}

/** Whichever stands most often in the first line that says anything. */
function delimiterOf(text: string): string {
  const line = text.split(/\r\n|\r|\n/).find((one) => one.trim() !== '') ?? ''
  const count = (sign: string) => line.split(sign).length
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',')
}

function columnsOf(heads: readonly string[]): Partial<Record<Column, number>> | null {
  const bare = heads.map((head) => head.toLowerCase().replaceAll(/[^\p{L}]/gu, ''))
  const columns: Partial<Record<Column, number>> = {}
  // The keys of the literal above.
  for (const column of Object.keys(names) as Column[]) {
    // The usual name wins over a rarer one, wherever it stands.
    const at = names[column].map((name) => bare.indexOf(name)).find((index) => index >= 0)
    if (at !== undefined) columns[column] = at
  }
  const hasName = columns.name !== undefined || columns.first !== undefined || columns.last !== undefined
  return hasName && columns.email !== undefined ? columns : null
}

/** The row, or what would be right. */
function rowOf(cells: readonly string[], columns: Partial<Record<Column, number>>): ImportRow | string {
  const cell = (column: Column) => {
    const at = columns[column]
    return at === undefined ? '' : (cells[at] ?? '')
  }
  const name = cell('name') || [cell('first'), cell('last')].filter(Boolean).join(' ')
  const email = cell('email')
  if (name === '') return `The name${email && ` of ${email.slice(0, 80)}`} is missing.`
  if (email === '') return `The e-mail address of ${name.slice(0, 80)} is missing.`
  const group = columns.group === undefined ? {} : { group: cell('group') }
  const parsed = importedRow.safeParse({ name, email, ...group })
  if (parsed.success) return { group: undefined, ...parsed.data }
  const [issue] = parsed.error.issues
  const which = { name: 'name', email: 'e-mail address', group: 'group' }[String(issue?.path[0])] ?? 'row'
  const value = { name, email, group: cell('group') }[String(issue?.path[0])] ?? ''
  return `The ${which} “${value.slice(0, 80)}” cannot be taken. ${issue?.message ?? ''}`
}
