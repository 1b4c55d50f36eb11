/** The updates as an Atom feed (RFC 4287). Pure. */
import { v5 } from 'uuid'
import type { PublicUpdate } from '#lib/incident/public-state.ts'
import { updateStateNames } from '#lib/incident/public-updates.ts'
import { escaped } from './escape.ts'
import { correctionWords } from './story.ts'
import type { Setting, Subject, Told } from './subject.ts'

/** An entry for each update, the newest first. `publicUrl` and the link's address stand in it. */
export function feedOf(
  subject: Subject,
  { house, base, now }: Pick<Setting, 'house' | 'base' | 'now'>,
  publicUrl: string,
): string {
  const told = subject.kind === 'incident' ? [subject.told] : subject.told
  const entries = told
    .flatMap((one) => one.state.updates.map((update) => ({ one, update })))
    .sort((a, b) => (a.update.at < b.update.at ? 1 : -1))
  const first = subject.kind === 'incident' ? subject.told : null
  const about = first?.state.title ? `: ${first.state.title}` : ''
  const drill = first?.state.isDrill ? 'DRILL: ' : ''
  const page = escaped(`${publicUrl}${base}`)
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${urn(first?.key ?? `current ${publicUrl}`)}</id>
<title>${escaped(`${drill}${house.name} status${about}`)}</title>
<updated>${entries[0]?.update.at ?? first?.state.reportedAt ?? now}</updated>
<author><name>${escaped(house.name)}</name></author>
<link rel="self" type="application/atom+xml" href="${page}/feed.atom"/>
<link rel="alternate" type="text/html" href="${page}"/>
${entries.map(({ one, update }) => entryOf(one, update, { page, drill, isAlone: first !== null })).join('')}</feed>
`
}

/** `isAlone`: the feed is of this incident. Among several each entry says whose it is. */
type Place = { page: string; drill: string; isAlone: boolean }

function entryOf({ key, state }: Told, update: PublicUpdate, { page, drill, isAlone }: Place): string {
  const { number, at, withdrawn, headline, text } = update
  const marks = correctionWords(update, state.updates).map((words) => `${words}.`)
  const about = isAlone || state.title === null ? '' : `${state.title}: `
  const body = [withdrawn ? 'The words of this update were withdrawn.' : text, ...marks].join('\n\n')
  return `<entry>
<id>${urn(`${key} ${number}`)}</id>
<title>${escaped(drill + about + (withdrawn ? 'Withdrawn' : headline))}</title>
<published>${at}</published>
<updated>${changedAt(update, state.updates)}</updated>
<link rel="alternate" type="text/html" href="${page}"/>
<category term="${update.state}" label="${escaped(updateStateNames[update.state])}"/>
<content type="text">${escaped(body)}</content>
</entry>
`
}

/** When an entry last read differently: a correction says so in the one that it corrects. */
function changedAt({ number, at }: PublicUpdate, all: readonly PublicUpdate[]): string {
  return all.reduce((last, other) => (other.corrects === number && other.at > last ? other.at : last), at)
}

/** The names of feeds and of their entries are made in this, and no others. */
const namespace = '551eecc5-f8b1-4a7a-a05d-0998bfa9c9ce'

/** A name that stays and tells nothing: it cannot be read backwards. */
function urn(name: string): string {
  return `urn:uuid:${v5(name, namespace)}`
}
