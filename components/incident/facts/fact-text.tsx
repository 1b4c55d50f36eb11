'use client'

import { useState } from 'react'
import { LogText } from '#components/incident/log/log-text.tsx'

/** Beyond this a fact would push the others off the screen. */
const longFact = 240

/** What a fact says; a long one is folded until somebody wants all of it. */
export function FactText({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false)
  if (text.length <= longFact) return <LogText text={text} />
  return (
    <>
      <div className={isOpen ? '' : 'max-h-[7.5em] overflow-hidden'}>
        <LogText text={text} />
      </div>
      <button
        type="button"
        className="link text-13 min-h-6"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Less' : 'More'}
      </button>
    </>
  )
}
