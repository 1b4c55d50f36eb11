'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { scrollerOf } from '#components/incident/log/use-log-scroll.ts'
import { ahead } from '#components/incident/log/use-window.ts'

type GapRowProps = {
  /** What is missing: "1,240 earlier entries". */
  words: string
  box: RefObject<HTMLElement | null>
  /** Loads some of it: the part towards the reader, who comes from below or from above. */
  load: (from: 'below' | 'above') => Promise<void>
}

/** Entries that are not loaded: it loads by itself when it comes near, and on press. */
export function GapRow({ words, box, load }: GapRowProps) {
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const row = useRef<HTMLParagraphElement>(null)

  const more = () => {
    setState('loading')
    load(sideOf(row.current, box.current)).then(
      () => setState('idle'),
      () => setState('failed'),
    )
  }
  const latest = useRef(more)
  useEffect(() => {
    latest.current = more
  })
  useEffect(() => {
    const root = scrollerOf(box.current) === box.current ? box.current : null
    const watcher = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && latest.current(), {
      root,
      rootMargin: ahead,
    })
    if (row.current) watcher.observe(row.current)
    return () => watcher.disconnect()
  }, [box])

  return (
    <p ref={row} data-gap="" className="log-gap text-13 text-ink-3 py-2">
      <button type="button" className="btn btn-sm" aria-busy={state === 'loading'} onClick={more}>
        {state === 'loading' ? 'Loading' : words}
      </button>
      {state === 'failed' && <span className="ml-2">The server did not answer. Press to try again.</span>}
    </p>
  )
}

function sideOf(row: HTMLElement | null, box: HTMLElement | null): 'below' | 'above' {
  const height =
    box && scrollerOf(box) === box ? box.getBoundingClientRect() : { top: 0, height: innerHeight }
  const at = row?.getBoundingClientRect().top ?? 0
  return at > height.top + height.height / 2 ? 'above' : 'below'
}
