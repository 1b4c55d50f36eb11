/** What a public update may say, by severity and state, with the facts filled in. Always to be edited. Pure. */
import type { Incident, Instant, Severity, Status } from './incident.ts'
import type { UpdateState } from './public-updates.ts'

/** What is known and may be said outside. Times in words, with their zone. */
export type UpdateFacts = {
  /** What people outside notice, in a sentence or more. */
  how: string | null
  began: string | null
  /** Since when it is fixed, and how long that is. */
  fixed: { since: string; lasting: string } | null
  /** From the beginning to the fix. */
  lasted: string | null
  /** The newest update says the same state, and was published then. */
  sameSince: string | null
}

export type OfferedWords = { headline: string; text: string }

/** The state in public words that goes with a status. */
export function publicStateOf(status: Status): UpdateState {
  if (status === 'identified') return 'cause_found'
  if (status === 'monitoring') return 'fixed_watching'
  return status === 'reported' || status === 'investigating' ? 'looking_into' : 'over'
}

const hands: Record<Severity, string> = {
  SEV1: 'Everybody who can help is working on it.',
  SEV2: 'Our team is working on it now.',
  SEV3: 'Our team has taken it up.',
}

const headlines: Record<UpdateState, string> = {
  looking_into: 'We are looking into it.',
  cause_found: 'We know the cause and are working on the fix.',
  fixed_watching: 'It is fixed. We are watching.',
  over: 'It is over.',
}

/** A headline that says the current state, and a text of what is known. Nothing is invented. */
export function updateTemplate(
  { severity, state }: { severity: Severity; state: UpdateState },
  facts: UpdateFacts,
): OfferedWords {
  // The name of it stands beside, on the page and in the mail.
  return { headline: headlines[state], text: sentencesOf(severity, state, facts).join(' ') }
}

function sentencesOf(severity: Severity, state: UpdateState, facts: UpdateFacts): string[] {
  const { how, began, fixed, lasted, sameSince } = facts
  const noticed = how ? [asSentence(how)] : []
  const since = began ? [`It began at ${began}.`] : []
  const still = sameSince !== null
  switch (state) {
    case 'looking_into':
      return [
        ...noticed,
        ...since,
        still
          ? `We are still looking for the cause. ${hands[severity]}`
          : `We are looking for the cause. ${hands[severity]}`,
      ]
    case 'cause_found':
      return [
        ...noticed,
        ...since,
        still ? 'We are still working on the fix.' : 'We have found the cause and are working on the fix.',
        ...(severity === 'SEV1' && !still ? [hands.SEV1] : []),
      ]
    case 'fixed_watching':
      return [
        fixed
          ? `The fix has been in place since ${fixed.since}, for ${fixed.lasting}.`
          : 'The fix is in place.',
        severity === 'SEV1'
          ? 'We are watching closely before we call it over.'
          : 'We are watching before we call it over.',
      ]
    default:
      return [
        fixed ? `It has worked again since ${fixed.since}.` : 'It works again.',
        ...(began && lasted ? [`It began at ${began} and lasted ${lasted}.`] : since),
        'This is the last update.',
      ]
  }
}

/** How the caller writes a time outside, and which of our own words may be said there. */
type Writing = { now: Instant; time: (at: Instant) => string; isPlain: (text: string) => boolean }

/** The facts of an incident as far as they may be said outside: words that would give something away are left out. */
export function updateFacts(
  { impact, milestones, updates }: Pick<Incident, 'impact' | 'milestones' | 'updates'>,
  state: UpdateState,
  { now, time, isPlain }: Writing,
): UpdateFacts {
  const { impactStartedAt, mitigatedAt, resolvedAt } = milestones
  const { last } = updates
  const how = impact.how && 'text' in impact.how ? impact.how.text.replace(/\s+/g, ' ').trim() : ''
  const fixedAt = mitigatedAt ?? resolvedAt
  return {
    how: how !== '' && isPlain(how) ? how : null,
    began: impactStartedAt && time(impactStartedAt),
    fixed: fixedAt === null ? null : { since: time(fixedAt), lasting: lengthWords(fixedAt, now) },
    lasted: impactStartedAt && fixedAt && lengthWords(impactStartedAt, fixedAt),
    sameSince: last?.state === state ? time(last.at) : null,
  }
}

/** "12 minutes", "1 hour and 5 minutes", "3 days": in a sentence, hence in whole words. */
export function lengthWords(from: Instant, to: Instant): string {
  const minutes = Math.max(1, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000))
  const count = (value: number, name: string) => `${value} ${name}${value === 1 ? '' : 's'}`
  if (minutes < 60) return count(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return count(Math.floor(hours / 24), 'day')
  const rest = minutes % 60
  return rest === 0 ? count(hours, 'hour') : `${count(hours, 'hour')} and ${count(rest, 'minute')}`
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
