/**
 * The live log of one incident in this process: new entries are read once, serialised once, and the same bytes go
 * to every stream. Entries reach each reader in order, once, whatever arrives meanwhile.
 */
import type { Entry } from '#lib/incident/entries/table.ts'
import { readEntries } from '#lib/live/queries.ts'
import { eventBytes, maxBuffered, type Stream } from '#lib/live/stream.ts'

/** `isRedaction`: it says that an earlier one lost its words. */
type Line = { seq: number; bytes: Buffer; isRedaction: boolean }
type Reader = { stream: Stream; cursor: number }

/** A reader further behind than this is told to load the page's snapshot again. */
const farBehind = 1000
/** Serialised entries kept for readers who come back. */
const keptLines = 1000
const batch = 500
const retryMilliseconds = 500

export type Channel = {
  /**
   * Sends what `stream` has missed after number `after`, then everything new. A reader ahead of the log or far
   * behind it gets `reset`, one that is owed more than it may owe gets the first part; both streams then end.
   */
  join: (stream: Stream, after: number) => Promise<void>
  /** Says that the log stands at `seq` now. */
  advance: (seq: number) => void
  /** Readers, and those who are still joining. */
  readonly size: number
}

/** A channel for the incident `id` whose log stands at `seq`. `onEmpty` is called whenever nobody is left. */
export function createChannel(id: string, seq: number, onEmpty: () => void): Channel {
  const readers = new Set<Reader>()
  let lines: Line[] = []
  /** Everything up to here has been read, unless it was before the channel began. */
  let read = seq
  let wanted = seq
  let reading = false
  /** While somebody joins, the channel must not be let go under them. */
  let joining = 0

  async function readOn(): Promise<void> {
    while (read < wanted) {
      const entries = await readEntries(id, read, batch)
      if (entries.length === 0) wanted = read
      // A reader who joined meanwhile may have brought some of them along.
      const fresh = entries.filter((entry) => entry.seq > read).map(lineOf)
      lines = kept([...lines, ...fresh])
      read = Math.max(read, fresh.at(-1)?.seq ?? 0)
      for (const reader of readers) send(reader, fresh)
    }
  }

  function advance(to: number): void {
    wanted = Math.max(wanted, to)
    if (reading || read >= wanted) return
    reading = true
    void readOn()
      .then(
        () => true,
        () => false,
      )
      .then((succeeded) => {
        reading = false
        // What failed is tried again from the same place, a little later.
        if (succeeded) advance(wanted)
        else setTimeout(() => advance(wanted), retryMilliseconds).unref()
      })
  }

  async function join(stream: Stream, after: number): Promise<void> {
    joining += 1
    try {
      await bringUp(stream, after)
    } finally {
      joining -= 1
      leave()
    }
  }

  async function bringUp(stream: Stream, after: number): Promise<void> {
    const first = lines[0]?.seq ?? read + 1
    if (after > Math.max(read, wanted) || read - after > farBehind) {
      stream.write(eventBytes('reset', { seq: read }))
      stream.end()
      return
    }
    if (after < first - 1) {
      const missed = await readEntries(id, after, farBehind + batch)
      lines = merge(missed.map(lineOf), lines)
      read = Math.max(read, lines.at(-1)?.seq ?? 0)
      // Some of it may be news to the others too: it was committed, but not announced yet.
      for (const reader of readers) send(reader, lines)
    }
    welcome({ stream, cursor: after })
    lines = kept(lines)
  }

  function welcome(reader: Reader): void {
    const { stream } = reader
    if (!stream.isOpen()) return
    const part = firstPart(lines.filter(({ seq }) => seq > reader.cursor))
    send(reader, part.lines)
    // Nobody may owe more than a part: this reader comes back with Last-Event-ID for the next one.
    if (!part.isAll) {
      stream.end()
      return
    }
    readers.add(reader)
    stream.onClose(() => {
      readers.delete(reader)
      leave()
    })
  }

  function leave(): void {
    if (readers.size + joining === 0) onEmpty()
  }

  return {
    join,
    advance,
    get size() {
      return readers.size + joining
    },
  }
}

/** What was read from the database, and what is known already, as one run without repeats. */
function merge(missed: Line[], lines: Line[]): Line[] {
  const last = missed.at(-1)?.seq ?? 0
  // The database knows better than we do: what stands here may have been redacted since.
  return [...missed, ...lines.filter(({ seq }) => seq > last)]
}

/** What may stay for readers who come back: nothing from before a redaction, which may still hold the words. */
function kept(lines: Line[]): Line[] {
  const redaction = lines.findLastIndex(({ isRedaction }) => isRedaction)
  return lines.slice(Math.max(redaction + 1, lines.length - keptLines))
}

/** As many of the lines, oldest first, as one reader may owe; at least one. */
function firstPart(lines: readonly Line[]): { lines: readonly Line[]; isAll: boolean } {
  let size = 0
  const end = lines.findIndex(({ bytes }, index) => {
    size += bytes.length
    return size > maxBuffered && index > 0
  })
  return end === -1 ? { lines, isAll: true } : { lines: lines.slice(0, end), isAll: false }
}

/** Serialised once, for everybody. */
function lineOf(entry: Entry): Line {
  const isRedaction = entry.type === 'entry_redacted'
  return { seq: entry.seq, bytes: eventBytes('entry', entry, entry.seq), isRedaction }
}

function send(reader: Reader, lines: readonly Line[]): void {
  const fresh = lines.filter(({ seq }) => seq > reader.cursor)
  const last = fresh.at(-1)
  if (!last) return
  reader.cursor = last.seq
  reader.stream.write(fresh.length === 1 ? last.bytes : Buffer.concat(fresh.map(({ bytes }) => bytes)))
}
