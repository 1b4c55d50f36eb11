/** The part of a link's page that is written anew with each update: everything current, for internal screens. */
import type { PublicState } from '#lib/incident/public-state.ts'
import { type Clock, clockOf, zoneSentence } from './clock.ts'
import { escaped } from './escape.ts'
import { clockPart } from './incident-region.ts'
import { staleNotice } from './stale.ts'
import { standing, storyOf } from './story.ts'
import { isLate, type Setting, type Told } from './subject.ts'

/** HTML of what is open, then of what ended lately. */
export function currentRegion(told: readonly Told[], setting: Setting): string {
  const { zone, now, staleSince } = setting
  const clock = clockOf(zone, now)
  const states = told.map(({ state }) => state)
  const open = states.filter(({ ended }) => ended === null)
  const over = states.filter(({ ended }) => ended !== null)
  return [
    staleSince === null ? '' : staleNotice(setting),
    `<p class="title">${escaped(clock.day(now))}</p>`,
    `<h1>${openWords(open.length)}</h1>`,
    open.length === 0 ? '<p class="lead">Nothing that we told of is open.</p>' : '',
    ...open.map((state) => openItem(state, clock, setting)),
    `<p class="zone">${escaped(zoneSentence(now, zone))}</p>`,
    over.length === 0
      ? ''
      : `<section><h2>Over in the last 30 days</h2><ul class="rows past">${over.map((state) => overItem(state, clock, setting)).join('')}</ul></section>`,
  ].join('')
}

/** "2 incidents are open.", "All quiet." */
function openWords(count: number): string {
  if (count === 0) return 'All quiet.'
  return count === 1 ? 'One incident is open.' : `${count} incidents are open.`
}

function openItem(state: PublicState, clock: Clock, setting: Setting): string {
  const { headline, text, notices } = storyOf(state, clock, setting)
  const last = state.updates.at(-1)
  const cells = [
    last ? `<span>Last update ${at(clock, last.at)}</span>` : '',
    state.promise
      ? `<span>Next update by ${at(clock, state.promise.by)} ${clockPart(state.promise.by, isLate(state, setting))}</span>`
      : '',
  ]
  return [
    `<article><p class="title"><b dir="auto">${escaped(state.title ?? '')}</b>, ${standing(state).toLowerCase()}</p>`,
    `<h2 class="head" dir="auto">${escaped(headline)}</h2>`,
    `<p class="text" dir="auto">${escaped(text)}</p>`,
    ...notices.map((notice) => `<p class="notice">${escaped(notice)}</p>`),
    `<p class="of">${cells.filter(Boolean).join('<span> · </span>')}</p></article>`,
  ].join('')
}

function overItem(state: PublicState, clock: Clock, setting: Setting): string {
  const { headline } = storyOf(state, clock, setting)
  const end = state.ended ? at(clock, state.ended.at) : ''
  return `<li><span dir="auto">${escaped(state.title ?? headline)}</span><span class="is">${standing(state)}, ${end}</span></li>`
}

function at(clock: Clock, instant: string): string {
  const day = clock.otherDay(instant)
  return `${day ? `${escaped(day)} ` : ''}${clock.time(instant)}`
}
