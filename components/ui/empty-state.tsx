import type { ReactNode } from 'react'

type EmptyStateProps = { title: string; children: ReactNode; action?: ReactNode; className?: string }

/** Nothing here yet: a headline, one sentence, one way on. */
export function EmptyState({ title, children, action, className = '' }: EmptyStateProps) {
  return (
    <div className={`border-line rounded-sm border border-dashed p-4 ${className}`}>
      <p className="headline text-20">{title}</p>
      <p className="text-ink-2 mt-1">{children}</p>
      {action && <div className="mt-3">{action}</div>}
    </div>
  )
}
