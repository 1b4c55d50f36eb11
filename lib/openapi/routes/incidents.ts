import { ExportInput, ListInput, SimilarInput } from '#lib/log/input.ts'
import { commandWords } from '#lib/openapi/commands.ts'
import { schemaRef } from '#lib/openapi/json-schema.ts'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

const filterWords = {
  status: 'open is reported to monitoring, closed is resolved and closed.',
  q: 'Words of the topic, the log, the impact and the report, or a ref.',
  label: 'Such as component:checkout; may be given more than once.',
  person: 'The id of somebody who held a role, or this role.',
  from: 'Reported from this day or instant on.',
  to: 'Reported up to this day, or before this instant.',
  cursor: 'The nextCursor of the page before.',
}

export const incidentRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/incidents',
    group: 'Incidents',
    summary: 'Lists and searches incidents, newest first',
    says: 'A page at a time: give nextCursor of one page as cursor of the next. Unknown parameters are refused.',
    who: everybody,
    query: ListInput,
    queryWords: filterWords,
    answers: {
      200: json(
        'One page; nextCursor is null on the last. A search says besides where the words stand, and when it found nothing, how they may be meant.',
        'IncidentPage',
      ),
    },
    refusals: ['invalid'],
  },
  {
    method: 'GET',
    path: '/api/v1/incidents.csv',
    group: 'Incidents',
    summary: 'The list as a table',
    says: 'All pages in one. No spreadsheet computes anything in it.',
    who: everybody,
    query: ExportInput,
    queryWords: filterWords,
    answers: { 200: { says: 'A table with a line of heads.', content: { 'text/csv': null } } },
    refusals: ['invalid'],
  },
  {
    method: 'GET',
    path: '/api/v1/incidents/similar',
    group: 'Incidents',
    summary: 'Open incidents whose topic is like this one',
    says: 'To join instead of declaring the same again.',
    who: everybody,
    query: SimilarInput,
    queryWords: { topic: 'As far as it is typed.' },
    answers: { 200: json('The likest first, at most five.', 'SimilarIncidents') },
    refusals: ['invalid'],
  },
  {
    method: 'GET',
    path: '/api/v1/labels',
    group: 'Incidents',
    summary: 'The labels in use, the most used first',
    who: everybody,
    answers: { 200: json('A new label is best one of these.', 'Labels') },
    refusals: [],
  },
  {
    method: 'POST',
    path: '/api/v1/incidents',
    group: 'Incidents',
    summary: 'Declares an incident',
    who: commandWords.declare_incident.who,
    isIdempotent: true,
    body: {
      type: 'application/json',
      schema: schemaRef('Declaration'),
      example: commandWords.declare_incident.example,
    },
    answers: {
      201: json('The incident and its first entry.', 'Executed', {
        Location: 'The address of the incident.',
      }),
    },
    refusals: ['invalid', 'forbidden', 'too_large', 'key_reused'],
  },
  {
    method: 'GET',
    path: '/api/v1/incidents/{ref}',
    group: 'Incidents',
    summary: 'One incident, with roles, milestones and metrics',
    who: everybody,
    answers: { 200: json('The incident as its log makes it.', 'Incident') },
    refusals: ['not_found'],
  },
  {
    method: 'GET',
    path: '/api/v1/incidents/{ref}/bundle.zip',
    group: 'Incidents',
    summary: 'One incident whole: documents, log, attachments and a manifest of hashes',
    says: 'sitrep verify checks it with no server, sitrep import brings it into another instance. The same incident gives the same bytes.',
    who: everybody,
    answers: {
      200: {
        says: 'A file, sent as it is read.',
        content: { 'application/zip': null },
        headers: { 'Content-Disposition': 'The name of the file.' },
      },
    },
    refusals: ['not_found'],
  },
  {
    method: 'POST',
    path: '/api/v1/incidents/{ref}/commands',
    group: 'Incidents',
    summary: 'Gives a command: whatever changes an incident',
    says: 'One address for all of them; type says which. The same value again is no event: 200 with no entries. Each command is described below.',
    who: 'It depends on the command',
    isIdempotent: true,
    body: {
      type: 'application/json',
      schema: schemaRef('Command'),
      example: { type: 'log', ...commandWords.log.example },
    },
    answers: { 200: json('The new entries, and the incident after them.', 'Executed') },
    refusals: ['invalid', 'forbidden', 'not_found', 'conflict', 'too_large', 'key_reused'],
  },
]
