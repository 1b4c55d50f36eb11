/** Reads files of real incidents: status pages with timed updates, outages with a start and an end, post-mortems. */

import { type Plan, UnreadableFile } from './model.ts'
import { readOutage } from './outage.ts'
import { readPostMortem } from './post-mortem.ts'
import { readStatusPage } from './status-page.ts'

export type ReadOptions = {
  /** IANA zone of times that bring no offset. */
  zone: string
}

const readers: { mark: string; read: (record: Record<string, unknown>, options: ReadOptions) => Plan }[] = [
  { mark: 'updates', read: readStatusPage },
  { mark: 'resolvedWhen', read: readOutage },
  { mark: 'timeline', read: readPostMortem },
]

/** A plan for each incident of a JSON list, in its order. Throws UnreadableFile, which says where. */
export function readIncidents(text: string, options: ReadOptions): Plan[] {
  const records = parse(text)
  if (!Array.isArray(records)) throw new UnreadableFile('The file is no JSON list of incidents.')
  return records.map((record: unknown, index) => {
    const reader = readers.find(({ mark }) => isObject(record) && mark in record)
    if (!reader || !isObject(record)) {
      const marks = readers.map(({ mark }) => `“${mark}”`).join(', ')
      throw new UnreadableFile(`Incident ${index + 1} is of no known format: it has none of ${marks}.`)
    }
    try {
      return reader.read(record, options)
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      throw new UnreadableFile(`Incident ${index + 1}: ${error.message}`)
    }
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnreadableFile(`The file is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
