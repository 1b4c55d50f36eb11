import { deliveryQuery } from '#lib/messaging/input.ts'
import { type ApiRoute, json } from '#lib/openapi/route.ts'

const who = 'Members and admins, and their tokens; addresses in full for admins in person'
const group = 'Deliveries' as const

export const deliveryRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/deliveries',
    group,
    summary: 'Who was sent what by mail, and what came of it, newest first',
    who,
    query: deliveryQuery,
    answers: { 200: json('A page of them.', 'DeliveryPage') },
    refusals: ['invalid', 'forbidden'],
  },
  {
    method: 'GET',
    path: '/api/v1/deliveries/{id}',
    group,
    summary: 'One delivery',
    who,
    answers: { 200: json('As it stands.', 'Delivery') },
    refusals: ['forbidden', 'not_found'],
  },
  {
    method: 'GET',
    path: '/api/v1/deliveries/{id}/message',
    group,
    summary: 'The message as it went, or would go',
    says: 'A one-time link in it is hidden.',
    who,
    answers: { 200: json('Both its bodies, and what goes with it.', 'DeliveryMessage') },
    refusals: ['forbidden', 'not_found', 'gone'],
  },
  {
    method: 'GET',
    path: '/api/v1/deliveries/{id}/message.html',
    group,
    summary: 'The message as a mail program shows it',
    who,
    answers: { 200: { says: 'A page in which nothing runs.', content: { 'text/html': null } } },
    refusals: ['forbidden', 'not_found', 'gone'],
  },
  {
    method: 'GET',
    path: '/api/v1/deliveries/{id}/files/{name}',
    group,
    summary: 'What goes with a message, by its name there',
    who,
    answers: {
      200: {
        says: 'A file.',
        content: { 'application/pdf': null, 'text/markdown': null },
        headers: { 'Content-Disposition': 'The name of the file.' },
      },
    },
    refusals: ['forbidden', 'not_found', 'gone'],
  },
]
