/** Sends what somebody wrote without a connection, from any page, also when nobody opens its document again. */
import { allKept, lockOf } from '#components/document/kept-text.ts'
import { saveSection } from '#components/document/save-section.ts'

/** Texts of sections that nobody has open. Where somebody else saved meanwhile, the text waits for its writer. */
export async function deliverKept(personId: string): Promise<void> {
  for (const { place, draft, forget } of allKept(personId)) {
    // Plain http on a name of the local network has no locks: then it is sent when its document is opened.
    await navigator.locks?.request(lockOf(place), { ifAvailable: true }, async (lock) => {
      if (!lock) return
      const answer = await saveSection(place, draft)
      const isThere = answer.kind === 'conflict' && answer.theirs.text === draft.text
      if (answer.kind === 'saved' || isThere) forget()
    })
  }
}
