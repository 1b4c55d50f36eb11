/** The browser’s own notifications: only where somebody asked for them, and only while the page is out of sight. */

import { notifyPlace as place } from '#components/live/turn.ts'

/** `ask`: it makes sense to offer it; `unable`: it was asked for here, and nothing can be shown. */
type Notifying = 'on' | 'ask' | 'off' | 'unable'

let isUnable = false
const watching = new Set<() => void>()

/** How it stands with notifying in this browser. */
export function notifying(): Notifying {
  if (isUnable) return 'unable'
  // A browser that was told no is not asked again.
  if (!('Notification' in globalThis) || Notification.permission === 'denied') return 'off'
  return Notification.permission === 'granted' && isKept() ? 'on' : 'ask'
}

/** Calls `tell` whenever that may have changed. Gives back how to stop. */
export function watchNotifying(tell: () => void): () => void {
  watching.add(tell)
  return () => void watching.delete(tell)
}

/** After a press alone. The first one is shown at once: whether a browser can is known when it does. */
export async function askToNotify(): Promise<void> {
  // Who only put the question away may be asked again.
  const isGranted = (await Notification.requestPermission()) === 'granted'
  attempt(() => {
    if (!isGranted) return
    localStorage.setItem(place, 'on')
    show('You are told here', {
      body: 'Before an update is due, and while the page is out of sight.',
      tag: place,
      open: () => undefined,
    })
  })
}

type Said = { body: string; tag: string; open: () => void }

/**
 * Tells whoever looks elsewhere. `tag` is the same in every tab, so that several say it once. A press brings the page
 * back and calls `open`.
 */
export function notify(title: string, said: Said): void {
  if (document.hidden && notifying() === 'on') attempt(() => show(title, said))
}

function show(title: string, { body, tag, open }: Said) {
  const notification = new Notification(title, { body, tag, icon: '/icons/sitrep-180.png' })
  notification.onclick = () => {
    focus()
    open()
    notification.close()
  }
}

/** Most phones let only service workers notify, and say so when one is made: then it is the mail that reminds. */
function attempt(work: () => void) {
  try {
    work()
  } catch {
    isUnable = true
    forget()
  }
  for (const tell of watching) tell()
}

function forget() {
  try {
    localStorage.removeItem(place)
  } catch {
    // Nothing is kept here.
  }
}

function isKept(): boolean {
  try {
    return localStorage.getItem(place) === 'on'
  } catch {
    return false
  }
}
