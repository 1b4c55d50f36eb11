import { X } from 'lucide-react'
import type { ReactNode } from 'react'

type ToolFrameProps = { name: string; onClose: () => void; children: ReactNode }

/** One row under the head; Escape closes it. */
export function ToolFrame({ name, onClose, children }: ToolFrameProps) {
  return (
    <section
      aria-label={name}
      className="room-bar text-13 flex items-start gap-2 border-b py-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="min-w-0 flex-1">{children}</div>
      <button
        type="button"
        className="text-ink-3 hover:text-ink flex h-7 w-7 flex-none items-center justify-center"
        aria-label={`Close ${name.toLowerCase()}`}
        onClick={onClose}
      >
        <X className="icon icon-sm" />
      </button>
    </section>
  )
}
