'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Connection } from '#components/live/connection.ts'
import type { ServerEvent } from '#components/live/event-stream.ts'
import { share } from '#components/live/share.ts'
import { hearVersion } from '#components/live/version.ts'
import { currentTime } from '#components/ui/ticker.ts'

/** A server action that renders the page anew; it may fail without harm. */
export type Renew = () => Promise<unknown>

/** The newest entry's number of each incident on the page, by ref: what is no news to it. */
export type Seen = Readonly<Record<string, number>>

/** The stream repeats the hints of its last 30 s; a page that is older when it opens may have missed some. */
const repeatedMs = 25_000
const atMostEveryMs = 1000
/** A server that is about to stop may still take a stream; a page asked of it then would be lost. */
const steadyAfterMs = 1000

/**
 * Keeps a page of the server true: a hint that some incident has moved renders it anew, at once and then at most
 * once per second. Rests while the tab is hidden. `renderedAt` is the server's clock, in milliseconds. `renew` renders
 * it anew where somebody may be writing: a refresh of the router that loses its connection would leave the page.
 */
export function useHints(
  seen: Seen,
  renderedAt: number,
  renew?: Renew,
): { connection: Connection; isSignedOut: boolean } {
  const router = useRouter()
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' })
  const [isSignedOut, setSignedOut] = useState(false)
  const page = useRef({ seen, renderedAt, renew })
  useEffect(() => {
    page.current = { seen, renderedAt, renew }
  })

  useEffect(() => {
    const refresh = throttle(() => {
      const { renew } = page.current
      // What it missed is asked for again when the connection is back.
      if (renew) renew().catch(() => undefined)
      else router.refresh()
    }, atMostEveryMs)
    let steady: ReturnType<typeof setTimeout> | undefined
    const stream = share('hints', {
      address: () => '/api/v1/stream',
      onEvent: (event) => {
        if (event.event === 'version') hearVersion(event.data)
        if (isNews(event, page.current.seen)) refresh.call()
      },
      onConnection: (next) => {
        setConnection(next)
        if (next.state === 'live' || next.state === 'back') setSignedOut(false)
        const isStale = currentTime() - page.current.renderedAt > repeatedMs
        if (next.state === 'live' && isStale) refresh.call()
        if (next.state === 'back') steady = setTimeout(refresh.call, steadyAfterMs)
        else if (next.state !== 'live') clearTimeout(steady)
      },
      onSignedOut: () => setSignedOut(true),
    })
    return () => {
      stream.stop()
      clearTimeout(steady)
      refresh.stop()
    }
  }, [router])

  return { connection, isSignedOut }
}

/** Whether this hint tells of an entry that the page does not show. */
export function isNews({ event, data }: ServerEvent, seen: Seen): boolean {
  // The server's own ear was deaf for a moment: anything may have happened.
  if (event === 'reset') return true
  if (event !== 'hint') return false
  try {
    const hint: unknown = JSON.parse(data)
    if (typeof hint !== 'object' || hint === null || !('ref' in hint) || !('seq' in hint)) return false
    const { ref, seq } = hint
    return typeof ref === 'string' && typeof seq === 'number' && seq > (seen[ref] ?? 0)
  } catch {
    return false
  }
}

/** Calls at once, and when called again within `ms`, once more at the end of them. */
function throttle(run: () => void, ms: number): { call: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWanted = false
  const call = () => {
    if (timer) {
      isWanted = true
      return
    }
    run()
    timer = setTimeout(() => {
      timer = undefined
      if (!isWanted) return
      isWanted = false
      call()
    }, ms)
  }
  return { call, stop: () => clearTimeout(timer) }
}
