/** The pages of the demonstration that open without an account, each for an audience of its own. */
import type { Actor } from '#lib/incident/policy.ts'
import { change } from '#lib/log/change.ts'

/** Its address is known only where it is made: afterwards there is its hash alone. */
export type DemoLink = { label: string; url: string }

const audiences: { label: string; topic: string | null }[] = [
  { label: 'Key customers', topic: 'Customers cannot log in' },
  { label: 'Customers with a wrong invoice', topic: "Customers receive somebody else's invoice" },
  { label: 'Screen at the reception', topic: null },
]

/** By the side door; `refs` are the stories' refs by topic. */
export async function makeLinks(refs: Map<string, string>, admin: Actor): Promise<DemoLink[]> {
  const made: DemoLink[] = []
  for (const { label, topic } of audiences) {
    const ref = topic === null ? null : refs.get(topic)
    if (ref === undefined) throw new Error(`No story is called ${topic}`)
    const { url } = await change(admin, 'create_share_link', { ref, label, expiresAt: null })
    made.push({ label, url })
  }
  return made
}
