'use client'

import Link from 'next/link'
import { type ComponentProps, type ReactNode, useId, useRef } from 'react'

type MenuProps = {
  /** What the button shows. */
  label: ReactNode
  /** What the button is called, when what it shows is no words. */
  name?: string
  className?: string
  /** For children that come with it. */
  onOpen?: () => void
  children: ReactNode
}

/**
 * A button that opens a short list of actions. The list is the platform's own popover: Escape and a press beside it
 * close it, focus returns to the button. Its children are `<MenuItem>`s, `<MenuLink>`s or plain text.
 */
export function Menu({ label, name, className = 'btn', onOpen, children }: MenuProps) {
  const id = useId()
  const anchor = `--${id.replaceAll(/\W/g, '')}`
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={name}
        popoverTarget={id}
        style={{ anchorName: anchor }}
      >
        {label}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: it only hears its items */}
      <div
        ref={list}
        id={id}
        popover="auto"
        className="pop"
        style={{ positionAnchor: anchor }}
        onToggle={(event) => {
          if (event.newState === 'open') onOpen?.()
          if (event.newState === 'open' && !CSS.supports('position-area', 'block-end')) {
            place(button.current, list.current)
          }
        }}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('[data-closes]'))
            list.current?.hidePopover()
        }}
      >
        {children}
      </div>
    </>
  )
}

/** One action in a menu; it closes the menu. */
export function MenuItem({ className, ...rest }: ComponentProps<'button'>) {
  return <button type="button" data-closes="" {...rest} className={`pop-item ${className ?? ''}`} />
}

/** One way to another page in a menu. */
export function MenuLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link data-closes="" {...rest} className={`pop-item ${className ?? ''}`} />
}

/** What the style sheet does by itself where the browser knows anchors: by the button and inside the window. */
export function place(button: HTMLElement | null, list: HTMLElement | null) {
  if (!button || !list) return
  const at = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = list
  const left = at.left + width + 8 > innerWidth ? at.right - width : at.left
  const top = at.bottom + 4 + height > innerHeight && at.top > height ? at.top - height - 4 : at.bottom + 4
  list.style.left = `${Math.max(8, left)}px`
  list.style.top = `${Math.max(8, top)}px`
}
