import type { ReactNode } from 'react'

/** A small framed word: a state that nobody has to act on. */
export function Chip({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <span className="chip">
      {icon}
      {children}
    </span>
  )
}
