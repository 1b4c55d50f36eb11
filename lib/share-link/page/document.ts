/** Whole pages under /s/: that of a link, and the plain ones that say why there is none. Pure. */
import { createHash } from 'node:crypto'
import { script } from './browser.ts'
import { currentRegion } from './current-region.ts'
import { escaped } from './escape.ts'
import type { FontFaces } from './fonts.ts'
import { incidentRegion } from './incident-region.ts'
import { lock, wordmark } from './parts.ts'
import { styleSheet } from './styles.ts'
import type { Setting, Subject } from './subject.ts'

/** What all pages of a process share: made once at its start. */
export type Frame = {
  style: string
  publicUrl: string
  /** Whether mail leaves this instance: without it nobody could confirm that they want updates. */
  mails: boolean
}

/** The frame with these faces. */
export function frameOf(faces: FontFaces, publicUrl: string, mails = false): Frame {
  return { style: styleSheet(faces), publicUrl, mails }
}

/** What is written anew with each update: the same for everybody who has this link open. */
export function regionOf(subject: Subject, setting: Setting): string {
  return subject.kind === 'incident'
    ? incidentRegion(subject.told.state, setting)
    : currentRegion(subject.told, setting)
}

type Written = {
  region: string /** Names this very region: a stream need not send it again. */
  revision: string
}

/** The page of a link. */
export function pageOf(
  subject: Subject,
  setting: Setting,
  { region, revision }: Written,
  frame: Frame,
): string {
  const { house, base, zone } = setting
  const isDrill = subject.kind === 'incident' && subject.told.state.isDrill
  // Unfurlers read title and picture: neither tells what it is about. The script sets the tab's title.
  const title = `${isDrill ? 'DRILL: ' : ''}${house.name} status`
  const stream = `${base}/stream${zone === house.zone ? '' : `?tz=${encodeURIComponent(zone)}`}`
  const more =
    frame.mails && goesOn(subject)
      ? `<p class="act"><a href="${base}/subscribe">Email me each update</a></p>`
      : ''
  return `${head(title, frame, headOf(title, base, frame))}
<body${isDrill ? ' class="drill"' : ''}><a class="skip" href="#main">Skip to content</a>
${isDrill ? '<div class="frame" aria-hidden="true"></div><p class="bar"><b>DRILL</b> This is an exercise. Nothing is broken.</p>' : ''}
<div class="page"><header><p><b>${escaped(house.name)}</b> <span>status</span></p><p class="private">${lock}Private link</p></header>
<main id="main" tabindex="-1"><p id="link" class="lost" role="status" hidden></p>
<div id="live" data-rev="${revision}" data-zone="${escaped(zone)}" data-stream="${escaped(stream)}">${region}</div></main>
<footer>${more}<p class="act"><a href="${base}/feed.atom">Feed</a></p><p class="sitrep">${wordmark} SitRep</p></footer></div>
<p id="said" class="vh" role="status"></p>
<script>${script}</script></body></html>
`
}

/** Whether another update may come. After "No further update will come." none is offered, until it is reopened. */
function goesOn(subject: Subject): boolean {
  const ended = subject.kind === 'incident' ? subject.told.state.ended : null
  return ended === null || ended.how === 'over'
}

function headOf(title: string, base: string, { publicUrl }: Frame): string {
  return `<meta property="og:type" content="website"><meta property="og:title" content="${escaped(title)}"><meta property="og:description" content="A private page for those who were given its link."><meta property="og:image" content="${escaped(publicUrl)}/s/og.png"><meta name="twitter:card" content="summary_large_image">
<link rel="alternate" type="application/atom+xml" title="Updates" href="${base}/feed.atom">
<noscript><meta http-equiv="refresh" content="60"></noscript>`
}

/** What begins every page: nobody lists it, and it tells no other site where one came from. */
export function head(title: string, { style }: Frame, more = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>${escaped(title)}</title><meta name="robots" content="noindex,nofollow,noarchive"><meta name="referrer" content="no-referrer">
<link rel="icon" href="/icons/sitrep.svg" type="image/svg+xml">${more}
<style>${style}</style></head>`
}

export type Notice = 'unknown' | 'ended' | 'away'

const notices: Record<Notice, { title: string; words: string; more: string }> = {
  unknown: {
    title: 'This link leads nowhere.',
    words: 'Check that it was copied whole. Whoever gave it to you can give you another one.',
    more: '',
  },
  ended: {
    title: 'This link has ended.',
    words: 'It was given for a time, or taken back. Whoever gave it to you can give you another one.',
    more: '',
  },
  away: {
    title: 'SitRep cannot reach its records.',
    words: 'This page tries again every thirty seconds.',
    more: '<meta http-equiv="refresh" content="30">',
  },
}

/** A plain, calm page in place of a link's. */
export function noticePage(notice: Notice, frame: Frame): string {
  const { title, words, more } = notices[notice]
  return `${head(title.slice(0, -1), frame, more)}
<body><main class="page small"><h1>${title}</h1><p>${words}</p></main></body></html>
`
}

/** The same in a line. */
export function noticeLine(notice: Notice): string {
  return `${notices[notice].title} ${notices[notice].words}`
}

/** Nothing runs or is drawn but what stands in these very pages, and what comes from our own address. */
export function linkPolicy({ style }: Frame): string {
  return [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
