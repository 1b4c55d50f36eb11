'use client'

import type { ComponentProps } from 'react'

type ChoiceProps = Omit<ComponentProps<'input'>, 'type' | 'checked' | 'onChange'> & {
  isChosen: boolean
  onChoose: () => void
}

/** One of a few, drawn as a button: a radio without its circle. */
export function Choice({ isChosen, onChoose, className = 'font-medium', children, ...input }: ChoiceProps) {
  const look = isChosen ? 'border-accent bg-accent-soft' : ''
  return (
    <label
      className={`btn btn-sm has-focus-visible:outline-accent relative min-h-8 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 ${className} ${look}`}
    >
      <input {...input} type="radio" className="vh" checked={isChosen} onChange={onChoose} />
      {children}
    </label>
  )
}
