/**
 * Where people subscribe, confirm and leave: plain forms that work without scripts. What is read never changes anything,
 * because mail programs follow links; and no answer says whether an address was known.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { countTry } from '#lib/auth/attempts.ts'
import { clientHeader } from '#lib/auth/client-address.ts'
import { looksLikeToken } from '#lib/auth/token.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { isOwnOrigin } from '#lib/http/origin.ts'
import { change } from '#lib/log/change.ts'
import { toAppError } from '#lib/log/faults.ts'
import { log } from '#lib/log.ts'
import { email } from '#lib/people/input.ts'
import { linkHolder } from '#lib/people/policy.ts'
import { type Frame, linkPolicy } from '#lib/share-link/page/document.ts'
import { type SmallPage, smallPage } from '#lib/share-link/page/small-page.ts'
import { findConfirmation, findSubscribable, unsubscribeKey } from '#lib/subscriber/queries.ts'
import { readConfirmToken, subscriberOf } from '#lib/subscriber/token.ts'
import { linkHeaders } from './headers.ts'
import type { Memory } from './memory.ts'

const address = /^\/s\/(?:(confirm|unsubscribe)\/([^/]*)|([^/]+)\/(subscribe))$/

type What = 'subscribe' | 'confirm' | 'unsubscribe'
/** What stands in memory, so that whoever has no link can ask for nothing of the database. */
type Known = Pick<Memory, 'find' | 'standing' | 'house'>
type Asked = {
  request: IncomingMessage
  token: string
  path: string
  memory: Known
  /** Whether mail leaves this instance. */
  mails: boolean
  patience: number
}
type Said = { status: number; page: SmallPage }

/** How long a form is waited for, in milliseconds (RELIABILITY T9): it has one line. */
const formPatience = 10_000

type Given = { url: URL; memory: Known; frame: Frame; patience?: number }

/** Answers the addresses at which people subscribe, confirm and unsubscribe; false for all others. */
export async function answerSubscription(
  request: IncomingMessage,
  response: ServerResponse,
  { url, memory, frame, patience = formPatience }: Given,
): Promise<boolean> {
  const found = address.exec(url.pathname)
  if (!found) return false
  const what = (found[1] ?? found[4]) as What // the pattern knows no others
  const token = found[2] ?? found[3] ?? ''
  const { method = 'GET' } = request
  if (!['GET', 'HEAD', 'POST'].includes(method)) {
    write(response, { status: 405, page: pages.method }, { house: 'SitRep', method, frame })
    return true
  }
  const said = await answer(what, {
    request,
    token,
    path: url.pathname,
    memory,
    mails: frame.mails,
    patience,
  })
  write(response, said, { house: memory.house().name, method, frame })
  return true
}

async function answer(what: What, asked: Asked): Promise<Said> {
  try {
    if (!looksLikeToken(asked.token)) return unknown
    const isPost = asked.request.method === 'POST'
    if (what === 'subscribe') {
      return refusalOf(asked) ?? (isPost ? await subscribe(asked) : await askAddress(asked))
    }
    // Most of what only looks like a token is told apart without a query.
    if (what === 'confirm' && !readConfirmToken(asked.token)) return spent
    if (what === 'confirm') return isPost ? await confirm(asked) : await askConfirm(asked)
    if (!subscriberOf(asked.token, await unsubscribeKey())) return unknown
    return isPost ? await leave(asked) : askLeave(asked)
  } catch (thrown) {
    return thrown === tooLate ? late : failed(toAppError(thrown))
  }
}

function failed(error: unknown): Said {
  const code = error instanceof AppError ? error.code : 'internal'
  if (code === 'not_found') return unknown
  if (code === 'gone') return spent
  if (code === 'rate_limited') return { status: 429, page: pages.tooMany }
  if (code === 'forbidden') return { status: 403, page: pages.elsewhere }
  if (code === 'too_large' || code === 'invalid') return { status: 400, page: pages.unread }
  log.warn('A subscription could not be answered', { error })
  return { status: 503, page: pages.away }
}

/** What memory says against it; the database is asked again before anything is written. */
function refusalOf({ token, path, memory, mails }: Asked): Said | null {
  const link = memory.find(token)
  if (!link) return unknown
  if (memory.standing(link) === 'ended') return spent
  return mails ? null : { status: 404, page: { ...pages.noMail, back: linkOf(path) } }
}

async function askAddress({ token, path, memory }: Asked): Promise<Said> {
  const link = memory.find(token)
  if (!link || memory.standing(link) === 'cold') await findSubscribable(token)
  return form(path, '', null)
}

function form(path: string, value: string, error: string | null): Said {
  const page = {
    ...pages.subscribe,
    form: { button: 'Send me the link', action: path, field: { value, error } },
    back: linkOf(path),
  }
  return { status: error ? 400 : 200, page }
}

/** The page of the link that somebody subscribes by. */
const linkOf = (path: string) => path.replace(/\/subscribe$/, '')

async function subscribe({ request, token, path, patience }: Asked): Promise<Said> {
  refuseForeign(request)
  const typed = (await readForm(request, patience)).get('email') ?? ''
  const read = email.safeParse(typed)
  if (!read.success)
    return form(path, typed.slice(0, 254), 'Write one e-mail address, such as ines@example.org.')
  await countTry(`subscribe from ${String(request.headers[clientHeader] ?? 'unknown')}`, perNetwork)
  await findSubscribable(token)
  // Somebody else's address is asked a few times an hour at most; whoever typed it learns nothing of that.
  const isFree = await countTry(`subscribe ${read.data}`, perAddress).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'rate_limited') return false
      throw error
    },
  )
  if (isFree) await change(linkHolder, 'subscribe', { token, email: read.data })
  return { status: 200, page: { ...pages.asked, back: linkOf(path) } }
}

/** A whole company may sit behind one address, all at once. */
const perNetwork = { free: 60, most: 900 }
const perAddress = { free: 2, most: 3600, first: 600 }

async function askConfirm({ token, path }: Asked): Promise<Said> {
  const state = await findConfirmation(token)
  if (state === 'spent') return spent
  if (state === 'confirmed') return { status: 200, page: pages.confirmed }
  return { status: 200, page: { ...pages.confirm, form: { button: 'Confirm', action: path } } }
}

async function confirm({ request, token, patience }: Asked): Promise<Said> {
  refuseForeign(request)
  await readForm(request, patience)
  await change(linkHolder, 'confirm_subscription', { token })
  return { status: 200, page: pages.confirmed }
}

function askLeave({ path }: Asked): Said {
  return { status: 200, page: { ...pages.leave, form: { button: 'Stop the mails', action: path } } }
}

/** Mail programs post here by themselves, from anywhere and without a cookie (RFC 8058): whoever has the mail may. */
async function leave({ request, token, patience }: Asked): Promise<Said> {
  await readForm(request, patience)
  await change(linkHolder, 'end_subscription', { token })
  return { status: 200, page: pages.left }
}

/** Not from another site's page. Without a referrer a browser says "null"; what it says of the site is surer. */
function refuseForeign({ headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site']
  const origin = headers.origin
  const isForeign =
    site === undefined
      ? origin !== undefined && origin !== 'null' && !isOwnOrigin(origin, env().publicUrl)
      : site !== 'same-origin'
  if (isForeign) throw new AppError('forbidden', 'This form stands on another site.')
}

const mostBytes = 4096

/** The rest of the form did not come in time. */
const tooLate = new Error('The form took too long')

/** Throws tooLate once it was waited for that long, however much comes meanwhile; AppError: too_large, invalid. */
async function readForm(request: IncomingMessage, patience: number): Promise<URLSearchParams> {
  const { promise: deadline, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(reject, patience, tooLate)
  try {
    return new URLSearchParams(await Promise.race([readBody(request), deadline]))
  } finally {
    clearTimeout(timer)
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request) {
      const bytes = part as Buffer // a request without an encoding gives bytes
      size += bytes.byteLength
      if (size > mostBytes) throw new AppError('too_large', 'That is too much.')
      parts.push(bytes)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    // Whoever sent it has gone: nothing of ours failed.
    throw new AppError('invalid', 'It broke off.')
  }
  return Buffer.concat(parts).toString('utf8')
}

function write(
  response: ServerResponse,
  { status, page }: Said,
  { house, method, frame }: { house: string; method: string; frame: Frame },
): void {
  response.writeHead(status, {
    ...linkHeaders(env().publicUrl),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': linkPolicy(frame),
    'Content-Type': 'text/html; charset=utf-8',
    ...(status === 405 && { Allow: 'GET, HEAD, POST' }),
    ...(status === 503 && { 'Retry-After': '30' }),
    // Node lets go of the socket once this is written, whatever is still on its way here.
    ...(status === 408 && { Connection: 'close' }),
  })
  response.end(method === 'HEAD' ? undefined : smallPage(page, house, frame))
}

const pages = {
  subscribe: {
    title: 'Get each update by mail.',
    words: 'Write your address. A mail with a link comes first: nothing else is sent before you open it.',
  },
  asked: {
    title: 'Check your mail.',
    words: 'If that address is right, a mail with a link is on its way. Open the link within 24 hours.',
  },
  noMail: {
    title: 'No mail leaves this SitRep.',
    words: 'Nobody gets updates by mail from here. They stand on the page and in its feed.',
  },
  confirm: { title: 'Do you want each update by mail?', words: 'You can end it from any of the mails.' },
  confirmed: {
    title: 'It is confirmed.',
    words: 'The next update comes to you by mail, and every one after it.',
  },
  leave: { title: 'Stop these mails?', words: 'No update is mailed to you any more.' },
  left: { title: 'You get no more of these mails.', words: 'It holds from now on. You can close this page.' },
  spent: {
    title: 'This link was used up or is too old.',
    words: 'Open the newest mail, or begin again on the page that you were given.',
  },
  unknown: {
    title: 'This link leads nowhere.',
    words: 'Check that it was copied whole. Whoever gave it to you can give you another one.',
  },
  tooMany: { title: 'Too many at once.', words: 'Wait a few minutes, then send it again.' },
  elsewhere: { title: 'This came from another site.', words: 'Open the page itself and send it from there.' },
  unread: { title: 'This could not be read.', words: 'Go back and send it again.' },
  late: { title: 'This took too long.', words: 'Nothing was changed. Go back and send it again.' },
  method: { title: 'Nothing is here for that.', words: 'Only GET and POST are answered.' },
  away: {
    title: 'SitRep cannot reach its records.',
    words: 'Nothing was changed. Try again in a minute.',
  },
} satisfies Record<string, SmallPage>

const unknown: Said = { status: 404, page: pages.unknown }
const spent: Said = { status: 410, page: pages.spent }
const late: Said = { status: 408, page: pages.late }
