/** Longer input finds nothing more, and a query of thousands of words is an attack. */
const LONGEST = 200

/** What was typed, as far as it can be looked for; empty when there is nothing. */
export function readText(typed: string): string {
  return typed.slice(0, LONGEST).toWellFormed().replaceAll('\u0000', ' ').trim()
}

/** Every run of letters and digits, in lower case: what we take for a word. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}
