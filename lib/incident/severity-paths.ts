/** The signs of the severities, drawn alike on the page, in the tab and on paper. */
import type { Severity } from './incident.ts'

/** Octagon, triangle, circle, on a square of 20. */
export const shapePaths: Record<Severity, string> = {
  SEV1: 'M5.9 .8h8.2l5.1 5.1v8.2l-5.1 5.1H5.9L.8 14.1V5.9z',
  SEV2: 'M10 1.2c.6 0 1 .3 1.3.8l7.6 13.8c.6 1.1-.1 2.2-1.3 2.2H2.4c-1.2 0-1.9-1.1-1.3-2.2L8.7 2c.3-.5.7-.8 1.3-.8z',
  SEV3: 'M10 1.4a8.6 8.6 0 1 1 0 17.2a8.6 8.6 0 1 1 0-17.2z',
}

/** 1, 2, 3 as strokes. Drawn, so that the numeral never waits for a font. */
export const numeralPaths: Record<Severity, string> = {
  SEV1: 'M8.1 7.6 10.4 6v8.2',
  SEV2: 'M7.9 9.6c.2-1.2 1-1.8 2.1-1.8 1.2 0 2.1.7 2.1 1.8 0 1.7-4.1 3.2-4.2 5.2h4.3',
  SEV3: 'M7.6 7.3c.4-.9 1.2-1.4 2.3-1.4 1.3 0 2.2.7 2.2 1.9 0 1.2-.9 1.9-2.3 1.9 1.6 0 2.6.8 2.6 2.1 0 1.3-1 2.2-2.5 2.2-1.3 0-2.2-.5-2.6-1.5',
}
