import type { ComponentProps } from 'react'

type ChoiceProps = Omit<ComponentProps<'select'>, 'defaultValue' | 'value'> & {
  label: string
  value: string | undefined
  isSet: boolean
}

/** A choice that narrows the list; marked where it does. */
export function Choice({ label, value, isSet, children, ...rest }: ChoiceProps) {
  return (
    <select
      {...rest}
      aria-label={label}
      defaultValue={value ?? ''}
      className={`field !text-14 !min-h-9 !w-auto !px-2 ${isSet ? '!border-accent !bg-accent-soft font-semibold' : ''}`}
    >
      {children}
    </select>
  )
}
