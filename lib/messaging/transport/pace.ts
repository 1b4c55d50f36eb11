export type Pace = {
  /** Waits until the next one may go. */
  turn: () => Promise<void>
  /** Nothing goes for so long. */
  pause: (milliseconds: number) => void
}

/** One after the other, `gap` milliseconds apart. */
export function newPace(gap: number): Pace {
  let next = 0
  return {
    turn: async () => {
      const at = Math.max(Date.now(), next)
      next = at + gap
      if (at > Date.now()) await new Promise((resolve) => setTimeout(resolve, at - Date.now()))
    },
    pause: (milliseconds) => {
      next = Math.max(next, Date.now() + milliseconds)
    },
  }
}
