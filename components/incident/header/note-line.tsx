import type { ReactNode } from 'react'

/** One line under the header that is said when there is a pause. */
export function NoteLine({ children }: { children: ReactNode }) {
  return (
    <div className="no-print border-b" role="status">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-2.5 gap-y-1 px-4 py-1.5 lg:px-6">
        {children}
      </div>
    </div>
  )
}
