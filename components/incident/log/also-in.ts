import { listWords } from '#lib/incident/words.ts'

/** "some of its words also stand in entry 7 and entry 9": what else a redaction did not take away. */
export function alsoInWords(seqs: readonly number[]): string {
  return `some of its words also stand in ${listWords(seqs.map((seq) => `entry ${seq}`))}`
}
