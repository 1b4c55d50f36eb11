import type { ReactNode } from 'react'

type SmallActionProps = {
  label: string
  onPress: () => void
  /** At the end of its line. */
  isLast?: boolean
  children: ReactNode
}

/** An icon to press beside what it is about, at least 24 px each way. */
export function SmallAction({ label, onPress, isLast = false, children }: SmallActionProps) {
  return (
    <button
      type="button"
      className={`no-print text-ink-3 hover:text-ink -my-1 inline-flex h-6 w-6 flex-none items-center justify-center ${isLast ? 'ml-auto' : ''}`}
      aria-label={label}
      onClick={onPress}
    >
      {children}
    </button>
  )
}
