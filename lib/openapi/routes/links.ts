import { jsonSchemaOf } from '#lib/openapi/json-schema.ts'
import { type ApiRoute, json } from '#lib/openapi/route.ts'
import { linkBody } from '#lib/share-link/input.ts'

const commanders = 'The Commander of this incident and admins, in person'
const admins = 'Admins in person'
const body = {
  type: 'application/json',
  schema: jsonSchemaOf(linkBody),
  example: { label: 'Board', expiresAt: '2026-05-31T22:00:00Z' },
}
const made = json('The address stands in this answer and nowhere else.', 'MadeLink')
const listed = json('The newest first. No address among them.', 'ShareLinks')
const revoked = { says: 'Revoked, also when it was before.' }

export const linkRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/incidents/{ref}/links',
    group: 'Links',
    summary: 'Lists the stakeholder links of an incident',
    says: 'With how often each was opened, and when last.',
    who: commanders,
    answers: { 200: listed },
    refusals: ['forbidden', 'not_found'],
  },
  {
    method: 'POST',
    path: '/api/v1/incidents/{ref}/links',
    group: 'Links',
    summary: 'Makes a link by which somebody without an account reads how the incident goes',
    says: 'Without expiresAt it holds until seven days after the incident is resolved. Sent again it makes another one.',
    who: commanders,
    body,
    answers: { 201: made },
    refusals: ['invalid', 'forbidden', 'not_found', 'conflict', 'too_large'],
  },
  {
    method: 'DELETE',
    path: '/api/v1/incidents/{ref}/links/{id}',
    group: 'Links',
    summary: 'Revokes a link for good',
    says: 'Whoever has its page open is cut off within five seconds. Also after the close.',
    who: commanders,
    answers: { 204: revoked },
    refusals: ['invalid', 'forbidden', 'not_found'],
  },
  {
    method: 'GET',
    path: '/api/v1/links',
    group: 'Links',
    summary: 'Lists the links to everything current',
    who: admins,
    answers: { 200: listed },
    refusals: ['forbidden'],
  },
  {
    method: 'POST',
    path: '/api/v1/links',
    group: 'Links',
    summary: 'Makes a link to everything current, for screens in the house',
    says: 'It shows all open incidents and those of the last 30 days, as the public updates tell them. Without expiresAt it holds until it is revoked.',
    who: admins,
    body: { ...body, example: { label: 'Screen in the lobby' } },
    answers: { 201: made },
    refusals: ['invalid', 'forbidden', 'conflict', 'too_large'],
  },
  {
    method: 'DELETE',
    path: '/api/v1/links/{id}',
    group: 'Links',
    summary: 'Revokes a link to everything current for good',
    who: admins,
    answers: { 204: revoked },
    refusals: ['invalid', 'forbidden', 'not_found'],
  },
]
