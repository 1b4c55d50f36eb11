'use client'

import { useState } from 'react'

/** Beyond this a topic would push the log off the screen. */
const longTopic = 100

/** The headline. A long one is smaller and folded to two lines until somebody wants all of it. */
export function Topic({ topic }: { topic: string }) {
  const [isOpen, setOpen] = useState(false)
  if (topic.length <= longTopic) {
    return <h1 className="headline text-20 md:text-30 mt-1 md:mt-1.5">{topic}</h1>
  }
  return (
    <div className="mt-1 md:mt-1.5">
      <h1 className={`headline text-17 md:text-20 ${isOpen ? '' : 'line-clamp-2'}`}>{topic}</h1>
      <button
        type="button"
        className="link text-13 min-h-6"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Shorten the topic' : 'Whole topic'}
      </button>
    </div>
  )
}
