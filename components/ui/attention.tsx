import { ClockAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type AttentionProps = {
  /** The mark before the words; a clock unless given. */
  icon?: ReactNode
  children: ReactNode
}

/** Inverse video: a person must act. Overdue, no commander, no answer, offline; nothing else. */
export function Attention({ icon = <ClockAlert className="icon" />, children }: AttentionProps) {
  return (
    <span className="attn">
      {icon}
      {children}
    </span>
  )
}
