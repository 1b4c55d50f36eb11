import * as z from 'zod'
import { sectionInput } from '#lib/document/input.ts'
import { jsonSchemaOf } from '#lib/openapi/json-schema.ts'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

const members = 'Members and admins'
const addressed = 'document is report or post-mortem.'

export const documentRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/incidents/{ref}/documents/{document}',
    group: 'Report',
    summary: 'A document as it is written: what the log says, what people wrote, versions, comments',
    says: addressed,
    who: everybody,
    answers: { 200: json('By section, Markdown.', 'WorkingDocument') },
    refusals: ['not_found'],
  },
  {
    method: 'POST',
    path: '/api/v1/incidents/{ref}/documents/{document}/sections/{section}',
    group: 'Report',
    summary: 'Saves the working text of a section',
    says: 'With the revision that was read: when somebody saved since, it is refused with both texts. Null as text takes what the log says.',
    who: members,
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(sectionInput('summary')),
      example: { revision: 0, text: 'Logins failed for 32 minutes.', composedThen: 'Logins failed.' },
    },
    answers: { 200: json('The section as it stands now.', 'WorkingSection') },
    refusals: ['invalid', 'forbidden', 'not_found', 'conflict', 'too_large'],
  },
  {
    method: 'POST',
    path: '/api/v1/incidents/{ref}/documents/{document}/comments',
    group: 'Report',
    summary: 'Comments on a section',
    who: members,
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(z.strictObject({ section: z.string(), text: z.string() })),
      example: { section: 'impact', text: 'Is it 1,900 customers, or 1,900 sessions?' },
    },
    answers: { 201: json('The id of the comment.', 'Made') },
    refusals: ['invalid', 'forbidden', 'not_found', 'too_large'],
  },
  {
    method: 'POST',
    path: '/api/v1/comments/{id}',
    group: 'Report',
    summary: 'Resolves a comment, or opens it again',
    who: members,
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(z.strictObject({ resolved: z.boolean() })),
      example: { resolved: true },
    },
    answers: { 200: json('The id of the comment.', 'Made') },
    refusals: ['invalid', 'forbidden', 'not_found', 'too_large'],
  },
]
