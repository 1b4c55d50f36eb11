/**
 * The mails to subscribers: each update as the stakeholders' page has it, and the question whether
 * they want them. Pure.
 */
import { affectedStateNames, updateStateNames } from '#lib/incident/public-updates.ts'
import type { Published } from '#lib/messaging/published.ts'
import { formatDate, formatTime, isSameDay, zoneAbbreviation } from '#lib/time/format.ts'
import { headerLine, type Letter, type Piece } from './letter.ts'

type House = { organisation: string; timeZone: string }

type Told = Omit<Published, 'incidentId' | 'reportedAt' | 'beganAt'>

/** One update, whole, with its times in the organisation's zone. `leave`: the address that ends the mails. */
export function updateLetter(
  update: Told,
  { organisation, timeZone, leave }: House & { leave: string },
): Letter {
  const { title, headline, text, number, isDrill } = update
  const drill: Piece[] = isDrill ? [{ type: 'notice', text: 'This is a drill. Nothing is wrong.' }] : []
  return {
    subject: headerLine(`${isDrill ? 'DRILL: ' : ''}${title}: ${headline}`),
    preview: text,
    title: organisation,
    aside: `Update ${number}`,
    pieces: [
      ...drill,
      { type: 'words', text: title },
      { type: 'headline', text: headline },
      { type: 'lead', text },
      { type: 'facts', rows: factsOf(update, timeZone) },
      {
        type: 'foot',
        lines: [
          `Times are those of ${zoneWords(update.at, timeZone)}.`,
          `You get this because you are subscribed to updates from ${organisation}.`,
          `Stop these mails: ${leave}`,
        ],
      },
    ],
  }
}

function factsOf(update: Told, zone: string): { name: string; text: string }[] {
  const { at, state, affected, nextUpdateAt, corrects } = update
  const by = (time: string) =>
    isSameDay(time, at, zone)
      ? formatTime(time, zone)
      : `${formatTime(time, zone)}, ${formatDate(time, zone)}`
  const affects = affected.map(({ name, state: how }) => `${name}: ${affectedStateNames[how].toLowerCase()}`)
  return [
    { name: 'State', text: updateStateNames[state] },
    ...(affects.length > 0 ? [{ name: 'Affected', text: affects.join('\n') }] : []),
    { name: 'Published', text: `${formatTime(at, zone)}, ${formatDate(at, zone)}` },
    { name: 'Next update by', text: nextUpdateAt ? by(nextUpdateAt) : 'This was the last one.' },
    ...(corrects === null ? [] : [{ name: 'Corrects', text: `Update ${corrects}` }]),
  ]
}

/** "Europe/Berlin (CEST)" */
function zoneWords(at: string, zone: string): string {
  const letters = zoneAbbreviation(at, zone)
  return letters === zone ? zone : `${zone} (${letters})`
}

const wanted = {
  incident: 'each update of the incident whose page you were on',
  severities: 'each update of its incidents',
} as const

/** Names no incident: whoever owns the address may not be who typed it. */
export function confirmLetter({
  organisation,
  of,
  link,
}: {
  organisation: string
  of: keyof typeof wanted
  link: string
}): Letter {
  return {
    subject: headerLine(`Confirm: updates from ${organisation} by mail`),
    preview: 'Nothing is sent before you say yes. The link works for 24 hours.',
    title: organisation,
    aside: 'Updates by mail',
    pieces: [
      { type: 'headline', text: 'Do you want the updates by mail?' },
      {
        type: 'lead',
        ours: true,
        text: `Somebody, most likely you, asked ${organisation} to mail you ${wanted[of]}. Confirm it, and you get the next one.`,
      },
      { type: 'button', label: 'Confirm', url: link },
      {
        type: 'foot',
        lines: [
          'The link works for 24 hours. Each mail has a link that ends it.',
          'If it was not you, leave this mail alone: nothing is sent.',
        ],
      },
    ],
  }
}
