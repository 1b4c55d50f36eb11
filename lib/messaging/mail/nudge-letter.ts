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

/** No word of what it is about: a mail is read over shoulders. And no minutes: it may be read, or sent, later. */
export function nudgeLetter({ name, publicUrl, timeZone, ref, dueAt }: Given): Letter {
  const by = formatTime(dueAt, timeZone)
  return {
    subject: headerLine(`${ref}: the next update is due by ${by}`),
    preview: 'Stakeholders were told when they hear from you next.',
    title: ref,
    aside: 'Public update',
    pieces: [
      { type: 'headline', text: `The next update is due by ${by}` },
      {
        type: 'lead',
        text: `${name}, say what is known, even if nothing is new, and when you speak again.`,
      },
      { type: 'button', label: 'Write the update', url: `${publicUrl}/incidents/${ref}?update=new` },
      { type: 'foot', lines: [`The time is that of ${timeZone}.`] },
    ],
  }
}
