import * as z from 'zod'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'
import { paperNames } from '#lib/report/paper.ts'

const zone = z
  .strictObject({
    tz: z.string().meta({
      description: 'An IANA time zone; the organisation’s if it is left out.',
      examples: ['Europe/Berlin'],
    }),
  })
  .partial()
const sheet = zone.extend({
  paper: z
    .enum(paperNames)
    .meta({ description: 'The size of the sheets; A4 if it is left out.', examples: ['letter'] })
    .optional(),
})

type Row = [ending: string, summary: string, answer: ApiRoute['answers'][number], query?: ApiRoute['query']]

const report = (...[ending, summary, answer, query = zone]: Row): ApiRoute => ({
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
  report(
    'pdf',
    'The situation report as PDF, with the whole log',
    { says: 'A file, sent as it is drawn.', content: { 'application/pdf': null }, headers: kept },
    sheet,
  ),
]
