/**
 * Saves of sections that are under way on this page. Leaving a field saves it, and the press that left it may be the one
 * that makes a version: that version waits for the words.
 */
const underWay = new Set<Promise<unknown>>()

/** The same promise, known as under way until it settles. */
export function tracked<Result>(saving: Promise<Result>): Promise<Result> {
  const done = () => void underWay.delete(saving)
  underWay.add(saving)
  saving.then(done, done)
  return saving
}

/** When none is under way any more, however each came out. */
export async function savesSettled(): Promise<void> {
  while (underWay.size > 0) await Promise.allSettled(underWay)
}
