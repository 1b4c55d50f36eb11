/** The part of a link's page that is written anew with each update: one incident. */
import type { PublicState, PublicUpdate } from '#lib/incident/public-state.ts'
import { affectedStateNames } from '#lib/incident/public-updates.ts'
import { type Clock, clockOf, zoneSentence } from './clock.ts'
import { escaped } from './escape.ts'
import { affectedMarks } from './parts.ts'
import { staleNotice } from './stale.ts'
import { correctionWords, stateWords, storyOf } from './story.ts'
import { isLate, type Setting } from './subject.ts'

/** HTML of what is going on, since when, what is affected, what was said, and what can be downloaded. */
export function incidentRegion(state: PublicState, setting: Setting): string {
  const { zone, staleSince } = setting
  const day = pageDay(state)
  const clock = clockOf(zone, day)
  const story = storyOf(state, clock, setting)
  const { update } = story
  return [
    staleSince === null ? '' : staleNotice(setting),
    titleLine(state, clock, day),
    `<h1 dir="auto">${escaped(story.headline)}</h1>`,
    story.text ? `<p class="lead" dir="auto">${escaped(story.text)}</p>` : '',
    update ? `<p class="of">${ofLine(update, state)}</p>` : '',
    ...story.notices.map((notice) => `<p class="notice">${escaped(notice)}</p>`),
    times(state, clock, setting),
    `<p class="zone">${escaped(zoneSentence(day, zone))}</p>`,
    affected(state),
    documents(state, setting),
    history(story.earlier, state, clock, update !== null),
  ].join('')
}

/** The date that stands on the page: that of the newest thing it tells. */
function pageDay({ updates, reportedAt, returnedAt, ended }: PublicState) {
  return [updates.at(-1)?.at ?? reportedAt, returnedAt, ended?.at].reduce<string>(
    (newest, at) => (at && at > newest ? at : newest),
    '',
  )
}

function titleLine({ title, reportedAt }: PublicState, clock: Clock, day: string): string {
  const since = clock.otherDay(reportedAt)
  const when = since ? `since ${since}` : clock.day(day)
  if (title === null) return `<p class="title">Reported at ${clock.time(reportedAt)}, ${escaped(when)}</p>`
  return `<p class="title"><b dir="auto">${escaped(title)}</b>, ${escaped(when)}</p>`
}

function ofLine(update: PublicUpdate, { updates }: PublicState): string {
  const words = [`Update ${update.number}`, stateWords(update), ...correctionWords(update, updates)]
  return words.map((word, index) => (index === 1 ? `<b>${word}</b>` : word)).join('<span> · </span>')
}

function times(state: PublicState, clock: Clock, setting: Setting): string {
  const { beganAt, reportedAt, updates, promise, ended } = state
  const last = updates.at(-1)
  const cells = [
    beganAt ? cell('Began', clock, beganAt) : wordCell('Began', 'Not yet known'),
    cell('Reported', clock, reportedAt),
    last ? cell('Last update', clock, last.at) : wordCell('Last update', 'None yet'),
    ended
      ? cell(endNames[ended.how], clock, ended.at)
      : promise
        ? cell('Next update by', clock, promise.by, clockPart(promise.by, isLate(state, setting)))
        : wordCell('Next update', 'Not promised'),
  ]
  return `<dl class="times">${cells.join('')}</dl>`
}

const endNames = { over: 'Over since', no_more: 'Closed', joined: 'Joined another' } as const

/** The script fills in how long it is until then. */
export function clockPart(by: string, late: boolean): string {
  return `<span class="clock${late ? ' late' : ''}" data-by="${by}">${late ? 'late' : ''}</span>`
}

function cell(name: string, clock: Clock, at: string, more = ''): string {
  const day = clock.otherDay(at)
  return `<div><dt>${name}</dt><dd>${clock.time(at)}${day ? `<span class="day">${escaped(day)}</span>` : ''}${more}</dd></div>`
}

function wordCell(name: string, words: string): string {
  return `<div><dt>${name}</dt><dd><span class="none">${words}</span></dd></div>`
}

function affected({ affected: list, ended, returnedAt }: PublicState): string {
  if (list.length === 0) return ''
  const rows = list.map(
    ({ name, state }) =>
      `<li><span dir="auto">${escaped(name)}</span><span class="is ${state}">${affectedMarks[state]}${affectedStateNames[state]}</span></li>`,
  )
  return `<section><h2>What ${ended || returnedAt ? 'was' : 'is'} affected</h2><ul class="rows">${rows.join('')}</ul></section>`
}

const documentNames = [
  ['report', 'Situation report', 'report'],
  ['postMortem', 'Post-mortem', 'post-mortem'],
] as const

function documents({ documents: shared }: PublicState, { base }: Setting): string {
  const rows = documentNames.flatMap(([key, name, file]) => {
    const version = shared[key]?.version
    if (version === undefined) return []
    const links = [`<a href="${base}/${file}.pdf">PDF</a>`, `<a href="${base}/${file}.md">Markdown</a>`].join(
      ' ',
    )
    return [`<li><span>${name}, version ${version}</span><span class="files">${links}</span></li>`]
  })
  if (rows.length === 0) return ''
  return `<section><h2>To read and keep</h2><ul class="rows">${rows.join('')}</ul></section>`
}

function history(
  updates: readonly PublicUpdate[],
  state: PublicState,
  clock: Clock,
  isRest: boolean,
): string {
  if (updates.length === 0) return ''
  const items = updates.map((update) => historyItem(update, state, clock))
  return `<section><h2>${isRest ? 'Earlier updates' : 'Updates'}</h2><ol class="log" reversed>${items.join('')}</ol></section>`
}

function historyItem(update: PublicUpdate, state: PublicState, clock: Clock): string {
  const { number, at, headline, text, withdrawn } = update
  const day = clock.otherDay(at)
  const marks = correctionWords(update, state.updates)
  const words = withdrawn
    ? '<p class="gone">The words of this update were withdrawn.</p>'
    : `<h3 dir="auto">${escaped(headline)}</h3><p class="text" dir="auto">${escaped(text)}</p>`
  return [
    `<li id="update-${number}" value="${number}"><div class="when">${clock.time(at)}`,
    day ? ` <span class="day">${escaped(day)}</span>` : '',
    `<p class="state">${stateWords(update)}</p></div><div>${words}`,
    marks.length > 0 ? `<p class="marks">Update ${number}. ${marks.join('. ')}.</p>` : '',
    '</div></li>',
  ].join('')
}
