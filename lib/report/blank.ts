/** Words that stand where an answer should be, but say nothing. */
import type { Incident } from '#lib/incident/incident.ts'

const over =
  /^(this |the )?(incident |issue |problem |it )?((has been|is|was) )?(now )?(resolved|fixed|solved|closed|done)\W*$/i
const placeholder =
  /^(tbd|tba|tbc|todo|n\/?a|unknown|not (yet )?known( yet)?|see above|xx+|[\s\p{P}\p{S}]*)[.\s]*$/iu

/**
 * Whether a text answers nothing: empty, only marks, "TBD" and its like, or only that it is over ("This incident has
 * been resolved."). "Nobody" and "none" are answers.
 */
export function isBlank(text: string | null): boolean {
  return text === null || placeholder.test(text.trim()) || over.test(text.trim())
}

/** How many of the answers that people give (solution, who, how) an incident that is over still lacks. */
export function blanksOf({ solution, impact }: Pick<Incident, 'solution' | 'impact'>): number {
  const given = [
    solution,
    ...[impact.who, impact.how].map((answer) => (answer && 'text' in answer ? answer.text : null)),
  ]
  return given.filter(isBlank).length
}
