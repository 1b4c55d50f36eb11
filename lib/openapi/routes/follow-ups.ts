import { fittingQuery, followUpBody, followUpPatch, followUpQuery } from '#lib/follow-up/input.ts'
import { jsonSchemaOf } from '#lib/openapi/json-schema.ts'
import { type ApiRoute, everybody, json } from '#lib/openapi/route.ts'

export const followUpRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/follow-ups',
    group: 'Follow-ups',
    summary: 'Lists follow-ups by due day',
    says: 'Without a state those that are still to be done. A page at a time: give nextCursor of one page as cursor of the next.',
    who: everybody,
    query: followUpQuery,
    queryWords: {
      state: 'todo is open and in progress.',
      owner: 'The id of a person, me for whoever asks, or none.',
      q: 'Words of the title.',
      due: 'Due before today, in the zone of whoever asks.',
      cursor: 'The nextCursor of the page before.',
    },
    answers: { 200: json('One page; nextCursor is null on the last.', 'FollowUpPage') },
    refusals: ['invalid'],
  },
  {
    method: 'GET',
    path: '/api/v1/follow-ups/fitting',
    group: 'Follow-ups',
    summary: 'Open follow-ups that may fit an incident',
    says: 'By the words of its topic and its labels. Give a topic as it is typed, or the ref of an open incident.',
    who: everybody,
    query: fittingQuery,
    answers: { 200: json('The likest first, at most three.', 'FittingFollowUps') },
    refusals: ['invalid'],
  },
  {
    method: 'POST',
    path: '/api/v1/incidents/{ref}/follow-ups',
    group: 'Follow-ups',
    summary: 'Adds a follow-up to an incident',
    says: 'Also after it is closed.',
    who: 'Members and admins',
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(followUpBody),
      example: { title: 'Set lock_timeout for every migration', kind: 'prevent', dueOn: '2026-05-20' },
    },
    answers: { 201: json('With its number.', 'FollowUp') },
    refusals: ['invalid', 'forbidden', 'not_found', 'too_large'],
  },
  {
    method: 'PATCH',
    path: '/api/v1/follow-ups/{id}',
    group: 'Follow-ups',
    summary: 'Changes a follow-up, or moves it on',
    says: 'Either fields, with the changedAt that they were read with, so that nobody’s text is lost; or state, with an outcome that dropped needs.',
    who: 'Members and admins',
    body: {
      type: 'application/json',
      schema: jsonSchemaOf(followUpPatch),
      example: { state: 'done', outcome: 'Merged and deployed.' },
    },
    answers: { 200: json('As it is now.', 'FollowUp') },
    refusals: ['invalid', 'forbidden', 'not_found', 'conflict', 'too_large'],
  },
]
