import * as z from 'zod'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'
import { paperNames } from '#lib/report/paper.ts'

const zone = z
  .strictObject({
    tz: z.string().meta({
      description:
        'An IANA time zone; the organisation’s if it is left out. In another one it is what the log says, without what people wrote.',
      examples: ['Europe/Berlin'],
    }),
    version: z.int().min(1).meta({ description: 'A saved version; what is written now if it is left out.' }),
  })
  .partial()
const sheet = zone.extend({
  paper: z
    .enum(paperNames)
    .meta({ description: 'The size of the sheets; A4 if it is left out.', examples: ['letter'] })
    .optional(),
})

const kept = { 'Content-Disposition': 'The name of the file.' }

/** The three forms of a document, under one name. */
function formsOf(name: string, words: string, schema: string): ApiRoute[] {
  const form = (
    ending: string,
    { as, answer, query = zone }: { as: string; answer: ApiRoute['answers'][number]; query?: z.ZodObject },
  ): ApiRoute => ({
    method: 'GET',
    path: `/api/v1/incidents/{ref}/${name}.${ending}`,
    group: 'Report',
    summary: `${words} ${as}`,
    says: 'As it is written now, or as a version saved it.',
    who: everybody,
    query,
    answers: { 200: answer },
    refusals: ['invalid', 'not_found'],
  })
  const markdown = { says: 'A file.', content: { 'text/markdown': null }, headers: kept }
  const pdf = { says: 'A file, sent as it is drawn.', content: { 'application/pdf': null }, headers: kept }
  return [
    form('json', {
      as: 'as a document',
      answer: json('The document, each answer with its evidence.', schema),
    }),
    form('md', { as: 'as Markdown', answer: markdown }),
    form('pdf', { as: 'as PDF', answer: pdf, query: sheet }),
  ]
}

export const reportRoutes: readonly ApiRoute[] = [
  ...formsOf('report', 'The situation report', 'Report'),
  ...formsOf('post-mortem', 'The post-mortem', 'PostMortem'),
]
