/** Naming a person with @ while writing, and finding who is named in what was written. Pure. */
import { literally } from '#lib/incident/literally.ts'

type Named = { id: string; name: string }

/** What is typed after an @, and where that @ stands; null when the caret is in no such word. */
export function readMention(text: string, caret: number): { from: number; typed: string } | null {
  const found = /(?:^|[\s(])@((?:[\p{L}\p{N}.'’-]+ (?=\S))?[\p{L}\p{N}.'’-]*)$/u.exec(text.slice(0, caret))
  return found ? { from: caret - (found[1]?.length ?? 0) - 1, typed: found[1] ?? '' } : null
}

const shownAtMost = 8

/** The people meant by what is typed: whose name begins so, then those with a later word of it that does. */
export function matchPeople<Person extends Named>(typed: string, people: readonly Person[]): Person[] {
  const sought = typed.toLocaleLowerCase('en')
  const starts = (name: string) => name.toLocaleLowerCase('en').startsWith(sought)
  const first = people.filter(({ name }) => starts(name))
  const later = people.filter((each) => !first.includes(each) && each.name.split(/\s+/).some(starts))
  return [...first, ...later].slice(0, shownAtMost)
}

/** The text with the person named in place of what was typed, and where the caret stands then. */
export function insertMention(
  text: string,
  { from, caret }: { from: number; caret: number },
  name: string,
): { text: string; caret: number } {
  const rest = text.slice(caret)
  const named = `@${name}${/^\s/.test(rest) ? '' : ' '}`
  return { text: text.slice(0, from) + named + rest, caret: from + named.length + (/^\s/.test(rest) ? 1 : 0) }
}

/** The text in pieces: every second one, beginning with the second, names a person of `names`. */
export function splitMentions(text: string, names: readonly string[]): string[] {
  if (!text.includes('@') || names.length === 0) return [text]
  // The longest name first, so that "@Ines Okafor" is not "@Ines" and a word.
  const either = [...names].sort((a, b) => b.length - a.length).map(literally)
  return text.split(new RegExp(`(?<![\\p{L}\\p{N}])(@(?:${either.join('|')}))(?![\\p{L}\\p{N}])`, 'u'))
}
