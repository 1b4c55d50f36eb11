'use client'

import { RefreshCw } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useNewer } from '#components/live/version.ts'
import { isLivePage } from '#components/shell/navigation.ts'
import { Button } from '#components/ui/button.tsx'

/** Calm, and no hurry: the page goes on working as it is. */
export function NewerNotice({ className = '' }: { className?: string }) {
  return (
    <div
      className={`border-line bg-sunk flex items-start gap-2.5 rounded-sm border px-3 py-2 ${className}`}
      role="status"
    >
      <RefreshCw className="icon mt-[3px]" />
      <p className="min-w-0 flex-1">
        <b className="font-semibold">A newer version is ready.</b> Reload when it suits you. What you are
        writing is kept.
      </p>
      <Button size="small" className="flex-none" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  )
}

/** On every page but the live one, which says it above its log. */
export function NewerBar() {
  const pathname = usePathname()
  if (!useNewer() || isLivePage(pathname)) return null
  return (
    <NewerNotice className="no-print shadow-overlay fixed inset-x-4 bottom-20 z-30 mx-auto max-w-[560px] lg:bottom-5" />
  )
}
