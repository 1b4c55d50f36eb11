import * as z from 'zod'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

const query = z
  .strictObject({
    tz: z.string().meta({
      description: 'An IANA time zone; the organisation’s if it is left out.',
      examples: ['Europe/Berlin'],
    }),
  })
  .partial()

const report = (ending: string, summary: string, answer: ApiRoute['answers'][number]): ApiRoute => ({
  method: 'GET',
  path: `/api/v1/incidents/{ref}/report.${ending}`,
  group: 'Report',
  summary,
  who: everybody,
  query,
  answers: { 200: answer },
  refusals: ['invalid', 'not_found'],
})
const kept = { 'Content-Disposition': 'The name of the file.' }

export const reportRoutes: readonly ApiRoute[] = [
  report(
    'json',
    'The situation report as a document',
    json('Eight answers, each with its evidence.', 'Report'),
  ),
  report('md', 'The situation report as Markdown', {
    says: 'A file.',
    content: { 'text/markdown': null },
    headers: kept,
  }),
  report('pdf', 'The situation report on A4', {
    says: 'A file.',
    content: { 'application/pdf': null },
    headers: kept,
  }),
]
