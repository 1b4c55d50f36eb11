/**
 * What a link's page does in a browser, as one inline script: it follows the stream, puts each new state into its place
 * and lets the clocks tick. The page is readable and current without it. Each function is written into the page as it
 * stands here, so it knows nothing but the browser and the functions named in `script`.
 */

/** "in 12 min", "3 min late", from the seconds until then: late from the moment on at which the page calls it late. */
export function clockWords(seconds: number): string {
  const late = seconds < 0
  const minutes = late ? Math.floor(-seconds / 60) : Math.ceil(seconds / 60)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  const words =
    days > 2
      ? `${days} days`
      : minutes >= 100
        ? `${days * 24 + hours} h${rest ? ` ${rest} min` : ''}`
        : `${minutes} min`
  if (minutes === 0) return late ? 'less than 1 min late' : 'due now'
  return late ? `${words} late` : `in ${words}`
}

/** Makes the page live. */
function live(): void {
  const region = document.getElementById('live')
  const link = document.getElementById('link')
  const said = document.getElementById('said')
  if (!region || !link || !said) return
  const { zone, stream = '' } = region.dataset
  const [, drill = '', house] = /^(DRILL: )?(.*)$/.exec(document.title) ?? []
  let rev = region.dataset.rev ?? ''
  /** How far the server's clock is ahead of this one. */
  let skew = 0
  /** When the server was last heard; 0: not since the page was opened, which a browser may do from its own store. */
  let heard = 0
  /** Since when this connection has said nothing. */
  let silent = Date.now()
  let source: EventSource | null = null
  let showing: ReturnType<typeof setTimeout> | undefined
  let retrying: ReturnType<typeof setTimeout> | undefined

  const title = () => {
    const headline = region.querySelector('h1')?.textContent
    if (headline) document.title = `${drill}${headline} · ${house}`
  }
  const tick = () => {
    const now = Date.now() + skew
    for (const clock of region.querySelectorAll<HTMLElement>('[data-by]')) {
      const seconds = (Date.parse(clock.dataset.by ?? '') - now) / 1000
      const words = clockWords(seconds)
      if (clock.textContent !== words) clock.textContent = words
      clock.classList.toggle('late', seconds < 0)
    }
    for (const age of region.querySelectorAll<HTMLElement>('[data-from]')) {
      const minutes = Math.floor((now - Date.parse(age.dataset.from ?? '')) / 60_000)
      age.textContent = minutes < 1 ? 'less than a minute ago' : `${minutes} min ago`
    }
    tell()
    // A connection that says nothing for so long is none.
    if (source && Date.now() - silent > 45_000) ask()
  }
  const format = (at: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(at + skew)
  const day = (at: number) =>
    `${format(at, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '')} `
  const time = (at: number) => format(at, { hour: '2-digit', minute: '2-digit' })
  /** Why what stands here may be old; '' while the server is heard. */
  let lost = ''
  const tell = () => {
    if (!lost) return
    const when = (day(heard) === day(Date.now()) ? '' : day(heard)) + time(heard)
    const words = `${lost} What stands here ${heard ? `was true at ${when}` : 'may be older'}.`
    if (link.textContent !== words) link.textContent = words
    link.hidden = false
  }
  const lose = (words: string, after = 4_000) => {
    if (showing !== undefined && after > 0) return
    clearTimeout(showing)
    showing = setTimeout(() => {
      lost = words
      tell()
    }, after)
  }
  const hear = () => {
    heard = silent = Date.now()
    clearTimeout(showing)
    showing = undefined
    lost = ''
    link.hidden = true
  }
  const spoken = 'h1,:scope>.of,.notice,.stale b,.stale span:not([data-from]),article .title,.head,.past li'
  /** What stands there, in the sentences that somebody who does not see the page is told. */
  const sentences = () =>
    [...region.querySelectorAll(spoken)].map(({ textContent }) => (textContent ?? '').trim())
  const show = (html: string, revision: string) => {
    hear()
    if (revision === rev) return
    rev = revision
    const held = document.activeElement
    const address = held && region.contains(held) ? held.getAttribute('href') : null
    const before = sentences()
    region.innerHTML = html
    // Who stood on a link of it stands on the same one again.
    if (address) region.querySelector<HTMLElement>(`a[href="${CSS.escape(address)}"]`)?.focus()
    title()
    tick()
    const news = sentences().filter((sentence) => !before.includes(sentence))
    if (news.length > 0) said.textContent = `Updated. ${news.join('. ').replaceAll('..', '.')}`
  }
  const end = () => {
    stop()
    lose('This link has ended.', 0)
  }
  let asking: AbortController | undefined
  const stop = () => {
    source?.close()
    source = null
    asking?.abort()
    asking = undefined
    clearTimeout(retrying)
  }
  const again = (least: number) => {
    retrying = setTimeout(connect, least + Math.random() * 8_000)
  }
  /** Without a stream, because it broke, because there are too many, or because something on the way keeps it back. */
  const ask = () => {
    stop()
    lose('The connection is lost.')
    const mine = new AbortController()
    asking = mine
    setTimeout(() => mine.abort(), 10_000)
    fetch(location.href, { cache: 'no-cache', signal: mine.signal })
      .then(async (answer) => {
        if (answer.status === 410 || answer.status === 404) return end()
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live')
        // A stream that was taken up meanwhile knows better.
        if (asking !== mine) return
        if (!answer.ok || !page) return again(2_000)
        show(page.innerHTML, page.dataset.rev ?? '')
        again(15_000)
      })
      .catch(() => {
        if (asking === mine) again(2_000)
      })
  }
  const connect = () => {
    stop()
    // A new connection is given 15 s for its first word.
    silent = Math.max(silent, Date.now() - 30_000)
    source = new EventSource(`${stream}${stream.includes('?') ? '&' : '?'}rev=${encodeURIComponent(rev)}`)
    source.addEventListener('now', (event: MessageEvent<string>) => {
      hear()
      skew = Number(event.data) - Date.now()
    })
    source.addEventListener('state', (event: MessageEvent<string>) =>
      show((JSON.parse(event.data) as { html: string }).html, event.lastEventId),
    )
    source.addEventListener('end', () => {
      hear()
      end()
    })
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) ask()
      else lose('The connection is lost.')
    }
  }
  let leaving: ReturnType<typeof setTimeout> | undefined
  // Unseen for five minutes it lets go of its stream, of which a browser has six per address, and claims no headline.
  const see = () => {
    clearTimeout(leaving)
    if (document.hidden) {
      leaving = setTimeout(() => {
        stop()
        document.title = `${drill}${house}`
      }, 300_000)
    } else if (!source) {
      title()
      connect()
    }
  }
  document.addEventListener('visibilitychange', see)
  addEventListener('pageshow', ({ persisted }) => persisted && connect())
  setInterval(tick, 1_000)
  title()
  tick()
  connect()
  // It may have been opened out of sight.
  if (document.hidden) see()
}

/** The script as it stands in the page. */
export const script = [clockWords.toString(), `(${live.toString()})()`]
  .join('\n')
  .replace(/^\s*\/\*\*[^\n]*\*\/\n/gm, '')
  .replace(/^\s*\/\/[^\n]*\n/gm, '')
  .replace(/^\s+/gm, '')
