/** How often the pages of links were looked at, counted here and written together. Of whom nothing is kept. */
import { reportFailure } from '#lib/outage.ts'
import { addViews, type Views } from '#lib/share-link/page/commands.ts'

export type ViewCounter = {
  add: (views: Views) => void
  /** Writes what was counted. Never rejects: what could not be written is written with the next. */
  flush: () => Promise<void>
}

/** Counts for one process; `write` adds them to what stands. */
export function createViewCounter(write: (views: readonly Views[]) => Promise<void> = addViews): ViewCounter {
  let counted = new Map<string, Views>()

  function add({ linkId, count, lastAt }: Views): void {
    const known = counted.get(linkId)
    if (!known) counted.set(linkId, { linkId, count, lastAt })
    else {
      known.count += count
      known.lastAt = Math.max(known.lastAt, lastAt)
    }
  }

  return {
    add,
    flush: async () => {
      if (counted.size === 0) return
      const writing = [...counted.values()]
      counted = new Map()
      try {
        await write(writing)
      } catch (error) {
        for (const views of writing) add(views)
        reportFailure('Views of stakeholders’ pages could not be written; trying again', error)
      }
    },
  }
}
