import { jsonSchemaOf } from '#lib/openapi/json-schema.ts'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'
import { newStakeholder, stakeholderPatch, stakeholderQuery } from '#lib/stakeholder/input.ts'

const example = { name: 'Lotte Meyer', email: 'lotte@example.org', group: 'Management' }

export const stakeholderRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/stakeholders',
    group: 'Stakeholders',
    summary: 'Those whom reports are sent to, by group and name',
    says: 'A page at a time: give nextCursor of one page as cursor of the next.',
    who: `${everybody}; observers get no addresses`,
    query: stakeholderQuery,
    queryWords: { q: 'A part of name, group or address.', cursor: 'The nextCursor of the page before.' },
    answers: { 200: json('One page; nextCursor is null on the last.', 'StakeholderPage') },
    refusals: ['invalid'],
  },
  {
    method: 'POST',
    path: '/api/v1/stakeholders',
    group: 'Stakeholders',
    summary: 'Adds somebody',
    who: 'Members and admins',
    body: { type: 'application/json', schema: jsonSchemaOf(newStakeholder), example },
    answers: { 201: json('As they are listed.', 'Stakeholder') },
    refusals: ['invalid', 'forbidden', 'conflict', 'too_large'],
  },
  {
    method: 'PATCH',
    path: '/api/v1/stakeholders/{id}',
    group: 'Stakeholders',
    summary: 'Changes the fields that are given',
    says: 'updates lists the severities whose public updates they get by mail; whoever heard one hears the rest, also when the severity changes. Whoever unsubscribed is mailed the question, and gets none before they confirm it.',
    who: 'Admins in person',
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(stakeholderPatch),
      example: { group: 'Board', updates: ['SEV1', 'SEV2'] },
    },
    answers: { 200: json('As they are listed now.', 'Stakeholder') },
    refusals: ['invalid', 'forbidden', 'not_found', 'conflict', 'too_large'],
  },
  {
    method: 'DELETE',
    path: '/api/v1/stakeholders/{id}',
    group: 'Stakeholders',
    summary: 'Takes somebody out',
    says: 'What they were sent stays on record.',
    who: 'Admins in person',
    answers: { 200: json('Done, also when it was done before.', 'Removed') },
    refusals: ['invalid', 'forbidden', 'not_found'],
  },
]
