import type { Setting, Subject } from './subject.ts'

/** The public state as programs read it: all of it, and nothing else. */
export function jsonOf(
  subject: Subject,
  { house, staleSince }: Pick<Setting, 'house' | 'staleSince'>,
): string {
  const head = { organisation: house.name, timeZone: house.zone, staleSince }
  return JSON.stringify(
    subject.kind === 'incident'
      ? { ...head, incident: subject.told.state }
      : { ...head, incidents: subject.told.map(({ state }) => state) },
  )
}
