'use client'

import { useEffect, useRef } from 'react'

/** `keys` as on the keyboard, lower case: "d", "?", "g n" for G then N. `label` is what the list of them says. */
export type Shortcut = { keys: string; label: string; run: () => void }

type Source = { current: readonly Shortcut[] }

const OFF = 'sitrep:shortcuts'
const SHOW = 'sitrep:show-shortcuts'
const SEQUENCE_MS = 1500

const sources = new Set<Source>()
let prefix = { key: '', at: 0 }

/**
 * Single-key shortcuts while the component is there. They are off while somebody types, while a dialog is open, and
 * for those who turned them off.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    sources.add(latest)
    if (sources.size === 1) addEventListener('keydown', onKeyDown)
    return () => {
      sources.delete(latest)
      if (sources.size === 0) removeEventListener('keydown', onKeyDown)
    }
  }, [])
}

/** All that are there now, for the list. The latest to come is first. */
export function activeShortcuts(): Shortcut[] {
  return [...sources].reverse().flatMap((source) => source.current)
}

/** Whether single keys act on this device (WCAG 2.1.4). Only in the browser. */
export function areShortcutsOn(): boolean {
  return localStorage.getItem(OFF) !== 'off'
}

/** Turns single keys on or off, on this device. */
export function setShortcutsOn(on: boolean): void {
  if (on) localStorage.removeItem(OFF)
  else localStorage.setItem(OFF, 'off')
}

/** Opens the list of shortcuts, wherever that is mounted. */
export function showShortcuts(): void {
  dispatchEvent(new Event(SHOW))
}

/** Calls back when the list is asked for; returns how to stop. */
export function onShowShortcuts(listener: () => void): () => void {
  addEventListener(SHOW, listener)
  return () => removeEventListener(SHOW, listener)
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) sendForm(event)
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented)
  if (!isPlain || isTyping(event.target) || !areShortcutsOn() || document.querySelector('dialog[open]'))
    return
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const sequence = event.timeStamp - prefix.at < SEQUENCE_MS ? `${prefix.key} ${key}` : key
  const all = activeShortcuts()
  const found = all.find(({ keys }) => keys === sequence) ?? all.find(({ keys }) => keys === key)
  prefix = { key: found ? '' : key, at: event.timeStamp }
  if (!found) return
  event.preventDefault()
  found.run()
}

/** ⌘ and Enter, or Ctrl and Enter: what the form's own button does. Also while typing; never turned off. */
function sendForm({ target, defaultPrevented }: KeyboardEvent): void {
  if (defaultPrevented || !(target instanceof Element)) return
  const form = target.closest('form') ?? target.closest('dialog')?.querySelector('form')
  form?.querySelector<HTMLElement>('[type="submit"]')?.click()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  // A radio or a checkbox takes no letters; Declare wants 1, 2, 3 while one of them has the focus.
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'button', 'submit'].includes(target.type)
  return target.isContentEditable || target.matches('textarea, select')
}
