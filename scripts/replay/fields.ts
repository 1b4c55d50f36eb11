/** Fields of a record, checked: what is missing is named. */
import { wallToMs } from '#lib/time/zone.ts'
import { UnreadableFile } from './model.ts'

const longest = { topic: 300, line: 500, text: 20_000 }

/** The text under `name`. Throws UnreadableFile when there is none. */
export function textOf(record: Record<string, unknown>, name: string): string {
  const value = record[name]
  if (typeof value !== 'string' || value.trim() === '') throw new UnreadableFile(`“${name}” is missing.`)
  return value.trim()
}

/** Texts of a list; nothing when there is none. */
export function listOf(record: Record<string, unknown>, name: string): string[] {
  const value = record[name]
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** Whose record it is, without the licence that stands behind the name. */
export function authorOf(record: Record<string, unknown>): string {
  return line(textOf(record, 'source').replace(/ \(.*$/s, ''))
}

/** On one line, and no longer than the API takes it. */
export function line(text: string, kind: 'topic' | 'line' = 'line'): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), longest[kind])
}

/** As long as the API takes it. */
export function longText(text: string): string {
  return cut(text.trim(), longest.text)
}

/** An instant: as it stands where it brings an offset, else by the clock in `zone`. */
export function instantOf(text: string, zone: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d?):(\d\d)(?::(\d\d))?(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(
    text.trim(),
  )
  if (!match)
    throw new UnreadableFile(`“${text}” is no time such as 2021-06-08 09:58 or 2021-06-08T09:58:00Z.`)
  const [, year, month, day, hour, minute, second = '0', , offset] = match
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  if (!offset) return new Date(wallToMs(wall, zone)).toISOString()
  // "-00:00" is how some write UTC.
  const isUtc = offset === 'Z' || offset === '-00:00'
  return isUtc ? new Date(wall).toISOString() : new Date(text.trim().replace(' ', 'T')).toISOString()
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`
}
