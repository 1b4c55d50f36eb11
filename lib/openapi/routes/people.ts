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
]
