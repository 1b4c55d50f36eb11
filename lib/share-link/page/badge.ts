/** A picture of a line for wikis: whose status, and how it stands. Without script, without anything from elsewhere. */
import { formatTime } from '#lib/time/format.ts'
import { escaped } from './escape.ts'
import { standing } from './story.ts'
import { isLate, type Setting, type Subject } from './subject.ts'

const colours = { calm: '#1d5f43', now: '#0b5a70', open: '#454f51', drill: '#7b1f6f' }

/** The badge as SVG. */
export function badgeOf(subject: Subject, setting: Setting): string {
  const { house, zone, staleSince } = setting
  const { words, colour } = standingOf(subject, setting)
  const age = staleSince === null ? '' : `, as of ${formatTime(staleSince, zone)}`
  const left = `${house.name} status`
  const right = `${words}${age}`
  const [a, b] = [widthOf(left), widthOf(right)]
  const label = escaped(`${left}: ${right}`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${a + b}" height="24" viewBox="0 0 ${a + b} 24" role="img" aria-label="${label}"><title>${label}</title><path fill="#1e2829" d="M0 2a2 2 0 0 1 2-2h${a - 2}v24H2a2 2 0 0 1-2-2z"/><path fill="${colour}" d="M${a} 0h${b - 2}a2 2 0 0 1 2 2v20a2 2 0 0 1-2 2h-${b - 2}z"/><g fill="#fff" font-family="Public Sans,Verdana,DejaVu Sans,sans-serif" font-size="12" text-anchor="middle"><text x="${a / 2}" y="16" textLength="${a - 20}" lengthAdjust="spacingAndGlyphs">${escaped(left)}</text><text x="${a + b / 2}" y="16" textLength="${b - 20}" lengthAdjust="spacingAndGlyphs" font-weight="600">${escaped(right)}</text></g></svg>
`
}

function standingOf(subject: Subject, setting: Setting): { words: string; colour: string } {
  if (subject.kind === 'current') {
    const open = subject.told.filter(({ state }) => state.ended === null).length
    return open === 0
      ? { words: 'All quiet', colour: colours.calm }
      : { words: `${open} open`, colour: colours.open }
  }
  const { state } = subject.told
  const words = `${state.isDrill ? 'DRILL: ' : ''}${standing(state)}${isLate(state, setting) ? ', update late' : ''}`
  if (state.isDrill) return { words, colour: colours.drill }
  if (state.ended) return { words, colour: colours.calm }
  return { words, colour: state.updates.at(-1)?.state === 'fixed_watching' ? colours.now : colours.open }
}

/** About as wide as the text is; `textLength` makes it exact. Wide scripts take twice as much. */
function widthOf(text: string): number {
  const units = [...text].reduce(
    (sum, character) => sum + (/[ilj.,:;|' ]/.test(character) ? 4 : character > '\u2e7f' ? 12 : 7),
    0,
  )
  return Math.round(units) + 20
}
