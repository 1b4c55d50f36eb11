import { CircleAlert, Info } from 'lucide-react'
import type { ReactNode } from 'react'

type NoticeProps = {
  /** What happened. */
  title: ReactNode
  /** What is already done about it. */
  children?: ReactNode
  /** One way on. */
  action?: ReactNode
  /** `error` is said aloud at once, `status` when there is a pause, `plain` not at all. */
  kind?: 'error' | 'status' | 'plain'
  icon?: ReactNode
}

/** A framed message. Never a code alone. */
export function Notice({ title, children, action, kind = 'plain', icon }: NoticeProps) {
  const isError = kind === 'error'
  const frame = isError ? 'border-sev1 bg-sev1-soft' : 'border-line'
  const mark = icon ?? (isError ? <CircleAlert className="icon" /> : <Info className="icon" />)
  return (
    <div
      className={`flex gap-2.5 rounded-sm border px-3.5 py-3 ${frame}`}
      role={isError ? 'alert' : kind === 'status' ? 'status' : undefined}
    >
      <span className={`mt-[3px] ${isError ? 'text-sev1-ink' : 'text-ink-2'}`}>{mark}</span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {action && <div className="flex-none">{action}</div>}
    </div>
  )
}
