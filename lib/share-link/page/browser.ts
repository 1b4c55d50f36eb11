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
  const house = document.title
  let rev = region.dataset.rev ?? ''
  /** How far the server's clock is ahead of this one. */
  let skew = 0
  /** When the server was last heard. */
  let heard = Date.now()
  let source: EventSource | null = null
  let showing: ReturnType<typeof setTimeout> | undefined
  let retrying: ReturnType<typeof setTimeout> | undefined

  const title = () => {
    const headline = region.querySelector('h1')?.textContent
    if (headline) document.title = `${headline} · ${house}`
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
    // A connection that says nothing for so long is none.
    if (source && Date.now() - heard > 45_000) restart()
  }
  const time = (at: number) =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at + skew)
  const lose = (words: string, after = 4_000) => {
    const at = heard
    clearTimeout(showing)
    showing = setTimeout(() => {
      link.textContent = `${words} What stands here was true at ${time(at)}.`
      link.hidden = false
    }, after)
  }
  const hear = () => {
    heard = Date.now()
    clearTimeout(showing)
    showing = undefined
    link.hidden = true
  }
  const show = (event: MessageEvent<string>) => {
    hear()
    if (event.lastEventId === rev) return
    rev = event.lastEventId
    const held = document.activeElement
    const address = held && region.contains(held) ? held.getAttribute('href') : null
    region.innerHTML = (JSON.parse(event.data) as { html: string }).html
    // Who stood on a link of it stands on the same one again.
    if (address) region.querySelector<HTMLElement>(`a[href="${CSS.escape(address)}"]`)?.focus()
    title()
    tick()
    said.textContent = `Updated. ${region.querySelector('h1')?.textContent ?? ''}`
  }
  const stop = () => {
    source?.close()
    source = null
    clearTimeout(retrying)
  }
  const restart = () => {
    stop()
    lose('The connection is lost.')
    retrying = setTimeout(connect, 2_000 + Math.random() * 8_000)
  }
  /** The browser gave up: the link may have ended. */
  const ask = () => {
    stop()
    fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(({ status }) => {
      if (status === 410 || status === 404) lose('This link has ended.')
      else restart()
    }, restart)
  }
  const connect = () => {
    stop()
    heard = Math.max(heard, Date.now() - 30_000)
    source = new EventSource(`${stream}${stream.includes('?') ? '&' : '?'}rev=${encodeURIComponent(rev)}`)
    source.addEventListener('now', (event: MessageEvent<string>) => {
      hear()
      skew = Number(event.data) - Date.now()
    })
    source.addEventListener('state', show)
    source.addEventListener('end', () => {
      hear()
      stop()
      lose('This link has ended.', 0)
    })
    source.onerror = () => {
      if (showing === undefined && link.hidden) lose('The connection is lost.')
      if (source?.readyState === EventSource.CLOSED) ask()
    }
  }
  addEventListener('pageshow', ({ persisted }) => persisted && connect())
  setInterval(tick, 1_000)
  title()
  tick()
  connect()
}

/** The script as it stands in the page. */
export const script = [clockWords.toString(), `(${live.toString()})()`]
  .join('\n')
  .replace(/^\s*\/\*\*[^\n]*\*\/\n/gm, '')
  .replace(/^\s*\/\/[^\n]*\n/gm, '')
  .replace(/^\s+/gm, '')
