import { jsonSchemaOf } from '#lib/openapi/json-schema.ts'
import { type ApiRoute, json } from '#lib/openapi/route.ts'
import { previewInput } from '#lib/share-link/preview/input.ts'

export const updateRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/incidents/{ref}/reach',
    group: 'Stakeholders',
    summary: 'Where a public update of this incident goes',
    says: 'Links that hold, people who confirmed that they want mail, and webhooks; of this incident, of its severity, and of each that it had since its first update. Of a drill only what was made for it.',
    who: 'Members and admins',
    answers: { 200: json('How many of each.', 'Reach') },
    refusals: ['forbidden', 'not_found'],
  },
  {
    method: 'POST',
    path: '/api/v1/incidents/{ref}/updates/preview',
    group: 'Stakeholders',
    summary: 'How an update will look, before it leaves',
    says: 'The page of a link and the mail, written by what writes them then. Fields may be empty. Nothing is kept.',
    who: 'Members and admins',
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(previewInput),
      example: {
        title: 'Customers cannot log in',
        headline: 'Logins work again. We are watching.',
        text: 'The fix has been in place for 12 minutes.',
        state: 'fixed_watching',
        affected: [{ name: 'Login', state: 'recovered' }],
        nextUpdateAt: '2026-05-14T12:55:00.000Z',
        corrects: null,
      },
    },
    answers: { 200: json('The page in HTML, and the mail.', 'UpdatePreview') },
    refusals: ['invalid', 'forbidden', 'not_found', 'too_large'],
  },
]
