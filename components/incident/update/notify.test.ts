import { beforeEach, expect, test, vi } from 'vitest'

const place = 'sitrep:notify'
const due = { body: 'Say what is known.', tag: 'sitrep:INC-1:7', open: () => undefined }
let kept: Map<string, string>
let shown: string[]

beforeEach(() => {
  vi.resetModules()
  kept = new Map()
  shown = []
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  })
  vi.stubGlobal('document', { hidden: true })
})

test('after a press a first notification is shown at once, and the later ones follow', async () => {
  const { askToNotify, notify, notifying } = await inBrowser()
  notify('INC-1: not asked for', due)
  expect([notifying(), shown]).toEqual(['ask', []])
  await askToNotify()
  expect(notifying()).toBe('on')
  notify('INC-1: an update is due by 14:05', due)
  expect(shown).toEqual(['You are told here', 'INC-1: an update is due by 14:05'])
})

test('a browser that grants it and then shows nothing is not believed', async () => {
  const { askToNotify, notifying, watchNotifying } = await inBrowser({ throws: true })
  const tell = vi.fn()
  watchNotifying(tell)
  await askToNotify()
  expect(notifying()).toBe('unable')
  expect(kept.size).toBe(0)
  expect(tell).toHaveBeenCalled()
})

test('where it was believed before, the choice is forgotten once nothing is shown, and that is said', async () => {
  kept.set(place, 'on')
  const { notify, notifying, watchNotifying } = await inBrowser({ throws: true })
  const tell = vi.fn()
  const leave = watchNotifying(tell)
  expect(notifying()).toBe('on')
  notify('INC-1: an update is due by 14:05', due)
  expect(notifying()).toBe('unable')
  expect(kept.size).toBe(0)
  expect(tell).toHaveBeenCalledOnce()
  leave()
})

test('a no is an answer too, and where nothing is kept nothing is promised', async () => {
  const refusing = await inBrowser({ answers: 'denied' })
  await refusing.askToNotify()
  expect([refusing.notifying(), kept.size, shown]).toEqual(['off', 0, []])
  vi.resetModules()
  const puttingAway = await inBrowser({ answers: 'default' })
  await puttingAway.askToNotify()
  expect([puttingAway.notifying(), kept.size, shown]).toEqual(['ask', 0, []])
  vi.resetModules()
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('closed', 'SecurityError')
    },
    removeItem: () => {
      throw new DOMException('closed', 'SecurityError')
    },
  })
  const closed = await inBrowser()
  await closed.askToNotify()
  expect(closed.notifying()).toBe('unable')
})

/** Chrome on Android grants it, and then throws when one is made: `throws`. */
async function inBrowser({
  answers = 'granted',
  throws = false,
}: {
  answers?: NotificationPermission
  throws?: boolean
} = {}) {
  class Shown {
    static permission: NotificationPermission = kept.has(place) ? 'granted' : 'default'
    static async requestPermission() {
      Shown.permission = answers
      return answers
    }
    constructor(title: string) {
      if (throws) throw new TypeError('Illegal constructor')
      shown.push(title)
    }
  }
  vi.stubGlobal('Notification', Shown)
  return await import('./notify.ts')
}
