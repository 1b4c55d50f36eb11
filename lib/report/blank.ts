/** Words that stand where an answer should be, but say nothing. */
import type { Incident } from '#lib/incident/incident.ts'

const placeholder =
  /^(tbd|tba|tbc|todo|n\/?a|unknown|not (yet )?known( yet)?|see above|xx+|[\s\p{P}\p{S}]*)[.\s]*$/iu

/** Whether a text answers nothing: empty, only marks, or "TBD" and its like. "Nobody" and "none" are answers. */
export function isBlank(text: string | null): boolean {
  return text === null || placeholder.test(text.trim())
}

/** How many of the answers that people give (solution, who, how) an incident that is over still lacks. */
export function blanksOf({ solution, impact }: Pick<Incident, 'solution' | 'impact'>): number {
  const given = [
    solution,
    ...[impact.who, impact.how].map((answer) => (answer && 'text' in answer ? answer.text : null)),
  ]
  return given.filter(isBlank).length
}
