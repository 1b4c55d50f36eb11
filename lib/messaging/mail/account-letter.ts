/** The mails about accounts and follow-ups. Pure. */
import type { ReminderItem } from '#lib/messaging/source.ts'
import { headerLine, type Letter } from './letter.ts'

type Given = { name: string; organisation: string; publicUrl: string }

export function invitationLetter({ name, organisation, link }: Given & { link: string }): Letter {
  return {
    subject: headerLine(`Your invitation to SitRep of ${organisation}`),
    preview: 'Set a password and sign in. The link works once, for 7 days.',
    title: 'SitRep',
    aside: organisation,
    pieces: [
      { type: 'headline', text: `You are invited, ${name}` },
      {
        type: 'lead',
        ours: true,
        text: `${organisation} handles its incidents in SitRep: who is in command, what happens, and what is known. Set a password to sign in.`,
      },
      { type: 'button', label: 'Set a password', url: link },
      {
        type: 'foot',
        lines: [
          'The link works once, for 7 days. After that an admin makes you a new one.',
          'Nobody else should see it: whoever opens it first gets the account.',
        ],
      },
    ],
  }
}

export function resetLetter({ name, organisation, link }: Given & { link: string }): Letter {
  return {
    subject: headerLine(`A new password for SitRep of ${organisation}`),
    preview: 'The link works once, for 24 hours. If you did not ask for it, nothing changes.',
    title: 'SitRep',
    aside: organisation,
    pieces: [
      { type: 'headline', text: 'Set a new password' },
      {
        type: 'lead',
        ours: true,
        text: `Somebody, most likely you, asked for a new password for the account of ${name}. Until you set one, the present one works.`,
      },
      { type: 'button', label: 'Set a new password', url: link },
      {
        type: 'foot',
        lines: [
          'The link works once, for 24 hours. You are then signed out everywhere else.',
          'If it was not you, leave this mail alone: nothing changes.',
        ],
      },
    ],
  }
}

export function reminderLetter({
  name,
  organisation,
  publicUrl,
  items,
}: Given & { items: readonly ReminderItem[] }): Letter {
  const overdue = items.filter((item) => item.overdue).length
  const many = items.length === 1 ? '1 open follow-up' : `${items.length} open follow-ups`
  const late = overdue === 0 ? '' : `, ${overdue} overdue`
  return {
    subject: headerLine(`You own ${many}${late}`),
    preview: items
      .map(({ title }) => title)
      .join(', ')
      .slice(0, 140),
    title: 'Follow-ups',
    aside: organisation,
    pieces: [
      { type: 'headline', text: `${many}${late}` },
      {
        type: 'lead',
        ours: true,
        text: `${name}, these follow-ups of incidents are yours and not done yet.`,
      },
      {
        type: 'links',
        rows: items.map(({ ref, number, title, due, overdue: isLate, url }) => ({
          label: title,
          url,
          beside: [`${ref} F${number}`, due ? `${isLate ? 'was due' : 'due'} ${due}` : 'no due day'].join(
            ', ',
          ),
        })),
      },
      { type: 'button', label: 'Open my follow-ups', url: `${publicUrl}/follow-ups?owner=me` },
      { type: 'foot', lines: ['Sent once a week while something of yours is open.'] },
    ],
  }
}
