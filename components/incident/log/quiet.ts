/** Runs of quiet one-liners, folded into one line each (DESIGN §16). Pure. */
import type { EntryLine, LogLine } from '#components/incident/log/lines.ts'
import type { EntryType } from '#lib/incident/entries/table.ts'
import { listWords } from '#lib/incident/words.ts'

/** What a quiet entry is counted as. */
const quiet: Partial<Record<EntryType, string>> = {
  acknowledged: 'acknowledgements',
  role_taken: 'roles',
  role_assigned: 'roles',
  role_released: 'roles',
  label_added: 'labels',
  label_removed: 'labels',
  entry_pinned: 'pins',
  entry_unpinned: 'pins',
  commander_nudged: 'reminders',
  update_nudged: 'reminders',
}

const leastRun = 4

/** `lines` with every run of at least four quiet entries, numbered up to `upTo`, as one line. */
export function foldQuiet(lines: LogLine[], upTo: number, unfolded: ReadonlySet<number>): LogLine[] {
  if (upTo === 0) return lines
  const folded: LogLine[] = []
  let run: EntryLine[] = []
  const end = () => {
    const [first] = run
    if (first && run.length >= leastRun) folded.push({ kind: 'fold', key: `fold-${first.key}`, lines: run })
    else folded.push(...run)
    run = []
  }
  for (const line of lines) {
    if (line.kind === 'entry' && isQuiet(line, upTo) && !unfolded.has(line.entry.seq)) {
      run.push(line)
      continue
    }
    end()
    folded.push(line)
  }
  end()
  return folded
}

/** "6 acknowledgements and roles" */
export function foldWords(lines: readonly EntryLine[]): string {
  const words = new Set(lines.flatMap(({ entry }) => quiet[entry.type] ?? []))
  return `${lines.length} ${listWords([...words])}`
}

function isQuiet({ entry, amended }: EntryLine, upTo: number): boolean {
  return entry.seq <= upTo && !entry.pending && amended === null && quiet[entry.type] !== undefined
}
