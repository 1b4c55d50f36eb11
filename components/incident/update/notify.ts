/** The browser’s own notifications: only where somebody asked for them, and only while the page is out of sight. */

import { notifyPlace as place } from '#components/live/turn.ts'

/** Whether this browser was told to notify, and may. */
export function isNotifying(): boolean {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return false
  try {
    return localStorage.getItem(place) === 'on'
  } catch {
    return false
  }
}

/** Whether it makes sense to offer it: a browser that was told no is not asked again. */
export function canAsk(): boolean {
  return 'Notification' in globalThis && Notification.permission !== 'denied'
}

/** After a press alone. True when it may, and this device keeps that somebody wanted it. */
export async function askToNotify(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  try {
    localStorage.setItem(place, 'on')
    return true
  } catch {
    // Nothing is kept here, so nothing would be said (isNotifying).
    return false
  }
}

/**
 * Tells whoever looks elsewhere. `tag` is the same in every tab, so that several say it once. A press brings the page
 * back and calls `open`.
 */
export function notify(
  title: string,
  { body, tag, open }: { body: string; tag: string; open: () => void },
): void {
  if (!document.hidden || !isNotifying()) return
  try {
    const notification = new Notification(title, { body, tag, icon: '/icons/sitrep-180.png' })
    notification.onclick = () => {
      focus()
      open()
      notification.close()
    }
  } catch {
    // Some phones let only service workers notify: then the page and the mail have to do.
  }
}
