/** The mail that reminds whoever communicates of the promised update. Pure. */
import { formatTime } from '#lib/time/format.ts'
import { headerLine, type Letter } from './letter.ts'

type Given = {
  name: string
  publicUrl: string
  timeZone: string
  ref: string
  dueAt: string
}

/**
 * No word of what it is about: a mail is read over shoulders. No minutes: it may be read, or sent, later. The first
 * update is asked for like any later one.
 */
export function nudgeLetter({ name, publicUrl, timeZone, ref, dueAt }: Given): Letter {
  const by = formatTime(dueAt, timeZone)
  return {
    subject: headerLine(`${ref}: a public update is due by ${by}`),
    preview: 'Those outside wait for a word from you.',
    title: ref,
    aside: 'Public update',
    pieces: [
      { type: 'headline', text: `A public update is due by ${by}` },
      {
        type: 'lead',
        ours: true,
        text: `${name}, say what is known, even if nothing is new, and when you speak again.`,
      },
      { type: 'button', label: 'Write the update', url: `${publicUrl}/incidents/${ref}?update=new` },
      { type: 'foot', lines: [`The time is that of ${timeZone}.`] },
    ],
  }
}
