/** Words that stand where an answer should be, but say nothing. */
const placeholder =
  /^(tbd|tba|tbc|todo|n\/?a|unknown|not (yet )?known( yet)?|see above|xx+|[\s\p{P}\p{S}]*)[.\s]*$/iu

/** Whether a text answers nothing: empty, only marks, or "TBD" and its like. "Nobody" and "none" are answers. */
export function isBlank(text: string | null): boolean {
  return text === null || placeholder.test(text.trim())
}
