/** The post-mortems of the demonstration, by the topic of their story: what only people can say. */
import { saveSection } from '#lib/document/commands.ts'
import type { PostMortemSection } from '#lib/document/model.ts'
import { getWorkingPostMortem } from '#lib/document/queries.ts'
import type { Actor } from '#lib/incident/policy.ts'

type Lessons = Partial<Record<PostMortemSection, string>>

const lessons: Record<string, Lessons> = {
  'Checkout returns 500 for card payments': {
    summary:
      'The payment provider stopped accepting currency codes in lower case, and ours were in lower case since Thursday. Sixty-four customers met an error page on a Saturday evening.',
    contributing_factors: [
      '- The provider had accepted both spellings for years and documents only one of them.',
      '- Release v791 changed the spelling as part of a larger tidying. No test sends a payment to the provider’s own test system.',
      '- We turn every answer of the provider that we do not know into a 500, so the first look went to our own servers.',
    ].join('\n'),
    went_well: [
      '- The monitor of the checkout saw it within five minutes.',
      '- The decision kept the change to one line and a test.',
      '- Customers were told that payment by invoice works.',
    ].join('\n'),
    went_wrong: [
      '- Nobody at the provider could be reached on a Saturday.',
      '- The error page did not say that no card was charged.',
    ].join('\n'),
    lucky: '- It was not the weekend of the sale.',
    learnings: [
      '- What a provider accepts today is not what it promises. We follow the documentation, and test against it.',
      '- An error page for payments says first whether money has moved.',
    ].join('\n'),
  },
  'Shop is slow for everybody': {
    contributing_factors: [
      '- A migration took a lock that had no timeout, so everything behind it waited.',
      '- The release ran at the busiest hour; nothing in the deployment names quiet hours.',
    ].join('\n'),
    went_well: '- Command was taken within minutes, and one person spoke.',
    went_wrong: '- The first look went to the web servers, because the dashboards show those first.',
    lucky: '- Somebody had seen this kind of lock before.',
    learnings:
      '- A migration is a deploy of its own. It needs its own entry, its own clock and its own way back.',
  },
}

/** Whether the story with this topic left a post-mortem. */
export function hasLessons(topic: string): boolean {
  return Object.hasOwn(lessons, topic)
}

/** Writes it, section by section, as its owner. */
export async function writeLessons(ref: string, topic: string, by: Actor): Promise<void> {
  const { composed } = await getWorkingPostMortem(ref)
  for (const [section, text] of Object.entries(lessons[topic] ?? {})) {
    // The keys of Lessons.
    const composedThen = composed[section as PostMortemSection] ?? ''
    await saveSection(by, { ref, document: 'post-mortem', section }, { revision: 0, text, composedThen })
  }
}
