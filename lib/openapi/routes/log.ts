import * as z from 'zod'
import { EntriesInput } from '#lib/log/entries-input.ts'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

const stream = { 'text/event-stream': null }
const lastEventId = {
  'Last-Event-ID': {
    says: 'The number of the last entry that arrived. Browsers send it by themselves; it wins over after.',
  },
}

export const logRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/incidents/{ref}/entries',
    group: 'Log',
    summary: 'Entries of the log, oldest first',
    says: 'With after: those that follow. With before alone: the newest ones before it.',
    who: everybody,
    query: EntriesInput,
    queryWords: {
      after: 'Entries above this number.',
      before: 'Entries below this number.',
      limit: '200 if it is left out.',
      kinds: 'Types of entries and kinds of what people log, divided by commas.',
      q: 'Words that an entry holds.',
    },
    answers: { 200: json('Entries; lastSeq is the number of the log’s newest.', 'EntryPage') },
    refusals: ['invalid', 'not_found'],
  },
  {
    method: 'GET',
    path: '/api/v1/incidents/{ref}/stream',
    group: 'Streams',
    summary: 'The log as it grows: server-sent events',
    says: 'Each entry is an event entry whose id is its number and whose data is the entry. Reconnect with Last-Event-ID: every entry comes once, in order. An event reset says that the log has to be read anew, version which build answers, presence who is watching. A comment comes every 15 seconds.',
    who: everybody,
    query: z.strictObject({ after: z.int().min(0).optional() }),
    queryWords: { after: 'Begins behind this entry; from the first one if it is left out.' },
    headers: lastEventId,
    answers: { 200: { says: 'The stream; it stays open.', content: stream } },
    refusals: ['invalid', 'forbidden', 'not_found'],
  },
  {
    method: 'GET',
    path: '/api/v1/stream',
    group: 'Streams',
    summary: 'Which incident has moved: server-sent events',
    says: 'An event hint has {ref, seq} as its data whenever a log grows, and nothing else. An event reset says that some may have been missed.',
    who: everybody,
    answers: { 200: { says: 'The stream; it stays open.', content: stream } },
    refusals: ['forbidden'],
  },
]
