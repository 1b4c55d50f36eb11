import { auditQuery } from '#lib/audit/input.ts'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

export const peopleRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/people',
    group: 'People',
    summary: 'Everybody by name: who can be given a role, or could once',
    says: 'No addresses and no numbers.',
    who: everybody,
    answers: { 200: json('Who is disabled is not active.', 'People') },
    refusals: [],
  },
  {
    method: 'GET',
    path: '/api/v1/people/{id}/picture',
    group: 'People',
    summary: 'A person’s picture',
    says: 'Whoever has none has a null picture in the list of people.',
    who: everybody,
    headers: { 'If-None-Match': { says: 'The ETag of a copy that is there already.' } },
    answers: {
      200: {
        says: 'Its bytes.',
        content: { 'image/png': null, 'image/jpeg': null, 'image/webp': null },
        headers: { ETag: 'Names this version.' },
      },
      304: { says: 'The copy is still good.' },
    },
    refusals: ['not_found'],
  },
  {
    method: 'GET',
    path: '/api/v1/audit-log.csv',
    group: 'People',
    summary: 'Who did what to people, settings and tokens, newest first',
    who: 'Admins in person, by session or token',
    query: auditQuery,
    answers: { 200: { says: 'A table with a line of heads.', content: { 'text/csv': null } } },
    refusals: ['invalid', 'forbidden'],
  },
]
