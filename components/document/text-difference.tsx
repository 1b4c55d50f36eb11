'use client'

import { useEffect, useState } from 'react'
import { Difference } from '#components/document/difference.tsx'
import type { DifferencePart } from '#lib/document/difference/model.ts'

/** What changed from one text to another. How that is found is loaded when somebody first asks. */
export function TextDifference({ before, after, label }: { before: string; after: string; label: string }) {
  const [found, setFound] = useState<DifferencePart[] | null>(null)
  useEffect(() => {
    let wanted = true
    const find = async () => {
      const { differenceOf } = await import('#lib/document/difference/model.ts')
      if (wanted) setFound(differenceOf(before, after))
    }
    // Offline and not loaded yet: both texts stand there, which is all that is known without it.
    find().catch(() => {
      if (wanted) {
        setFound([
          { text: before, change: 'removed' },
          { text: after, change: 'added' },
        ])
      }
    })
    return () => {
      wanted = false
    }
  }, [before, after])
  return found ? <Difference parts={found} label={label} /> : <p className="text-ink-2">Comparing…</p>
}
