/** Small pieces of HTML that pages of a link are made of. What people wrote goes through `escaped`. */
import type { AffectedState } from '#lib/incident/public-updates.ts'

const icon = (paths: string) => `<svg viewBox="0 0 24 24" aria-hidden="true" class="i">${paths}</svg>`

export const lock = icon(
  '<rect width="18" height="11" x="3" y="11" rx="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/>',
)

/** Shape and word carry how something is; colour only repeats it. */
export const affectedMarks: Record<AffectedState, string> = {
  down: icon('<path d="m6 6 12 12M18 6 6 18"/>'),
  disrupted: icon('<path d="M12 4 2.500 20h19zM12 10v4M12 17v.01"/>'),
  recovered: icon('<path d="M20 6 9 17l-5-5"/>'),
  not_affected: icon('<path d="M5 12h14"/>'),
}

export const wordmark =
  '<svg viewBox="0 0 20 20" aria-hidden="true" class="w"><path d="M0 1h20v5H0zM0 8.500h20v1.600H0zM0 12.700h13v1.600H0zM0 16.900h8v1.600H0z"/><path class="a" d="M16.400 12.700H20v5.800h-3.600z"/></svg>'
