import { jsonSchemaOf } from '#lib/openapi/json-schema.ts'
import { type ApiRoute, json } from '#lib/openapi/route.ts'
import { newWebhook } from '#lib/subscriber/input.ts'

const who = 'Admins in person'
const group = 'Stakeholders' as const

export const webhookRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/webhooks',
    group,
    summary: 'Where public updates are posted, the newest first',
    says: 'Also those that ended.',
    who,
    answers: { 200: json('All of them.', 'Webhooks') },
    refusals: ['forbidden'],
  },
  {
    method: 'POST',
    path: '/api/v1/webhooks',
    group,
    summary: 'Adds one, of severities or of one incident',
    says: 'Each update is posted as JSON, signed as Standard Webhooks has it, again until it is answered with 2xx; the receiver knows a repeated one by webhook-id. 410 ends it.',
    who,
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(newWebhook),
      example: { name: 'Wiki', url: 'https://wiki.example.org/hooks/sitrep', severities: ['SEV1', 'SEV2'] },
    },
    answers: { 201: json('With its secret, this once.', 'AddedWebhook') },
    refusals: ['invalid', 'forbidden', 'conflict', 'too_large'],
  },
  {
    method: 'DELETE',
    path: '/api/v1/webhooks/{id}',
    group,
    summary: 'Ends one',
    says: 'What waits to be posted is not posted.',
    who,
    answers: { 200: json('Done, also when it was done before.', 'Removed') },
    refusals: ['invalid', 'forbidden', 'not_found'],
  },
]
