/** Figures of the bench, as people read them. */

export type Timing = {
  name: string
  /** Milliseconds. */
  median: number
  most: number
  /** The node of the plans that took longest. */
  worst: string
}

/** The upper of the two in the middle, where there are two. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** The time that nothing else disturbed: a tenth of them were shorter. */
export function undisturbed(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 10)] ?? Number.NaN
}

/** One line each; the first one is what the others are measured by. */
export function table(timings: readonly Timing[]): string {
  const unit = timings[0]?.median ?? 1
  const width = Math.max(...timings.map(({ name }) => name.length))
  const ratio = (ms: number) => (ms / unit).toFixed(1).padStart(8)
  return timings
    .map(
      ({ name, median: middle, most, worst }) =>
        `${name.padEnd(width)} ${ratio(middle)} ${ratio(most)}  ${worst}`,
    )
    .join('\n')
}
