import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

export const operationRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/health',
    group: 'Operation',
    summary: 'Whether the instance works',
    who: 'Anybody',
    answers: {
      200: json('Database and streams are well.', 'Health'),
      503: json('One of them is not.', 'Health'),
    },
    refusals: [],
    isOpen: true,
  },
  {
    method: 'GET',
    path: '/api/v1/openapi.json',
    group: 'Operation',
    summary: 'This description, as OpenAPI 3.1',
    who: everybody,
    answers: { 200: { says: 'The document.', content: { 'application/json': { type: 'object' } } } },
    refusals: [],
  },
]
