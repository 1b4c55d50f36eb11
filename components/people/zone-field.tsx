'use client'

import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { SelectField } from '#components/ui/field.tsx'
import { formatOffset } from '#lib/time/format.ts'
import { isZone } from '#lib/time/zone.ts'

type ZoneFieldProps = {
  label: string
  /** All that the server knows, by name. */
  zones: readonly string[]
  /** The server's clock in milliseconds, for the offset that is shown. */
  now: number
  /** Chosen before; null: the browser's own, which is then proposed. */
  chosen: string | null
  /** What the empty choice is called; without it there is none. */
  none?: string
  hint?: ReactNode
  error?: ReactNode
}

/** A time zone by its city. Typing the first letters of the city finds it. */
export function ZoneField({ label, zones, now, chosen, none, hint, error }: ZoneFieldProps) {
  const own = useSyncExternalStore(noChange, browserZone, () => 'UTC')
  const [picked, setPicked] = useState<string | null>(null)
  const zone = picked ?? chosen ?? (none === undefined ? own : '')
  return (
    <SelectField
      label={label}
      name="timeZone"
      value={zone}
      onChange={(event) => setPicked(event.target.value)}
      hint={zone ? `${zone}, now ${formatOffset(now, zone)}. ${hint ?? ''}` : hint}
      error={error}
      required={none === undefined}
    >
      {none !== undefined && <option value="">{none}</option>}
      {regions(zones.includes(zone) || zone === '' ? zones : [zone, ...zones]).map(([region, names]) => (
        <optgroup key={region} label={region}>
          {names.map((name) => (
            <option key={name} value={name}>
              {cityOf(name)}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  )
}

/** `America/Argentina/Buenos_Aires` is in America and called "Buenos Aires, Argentina". */
function cityOf(zone: string): string {
  const [, ...rest] = zone.split('/')
  return rest.length === 0 ? zone : rest.reverse().join(', ').replaceAll('_', ' ')
}

function regions(zones: readonly string[]): [string, string[]][] {
  const groups = new Map<string, string[]>()
  for (const zone of zones) {
    const [region = zone] = zone.includes('/') ? zone.split('/') : ['Other']
    groups.set(region, [...(groups.get(region) ?? []), zone])
  }
  return [...groups]
}

function browserZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return zone && isZone(zone) ? zone : 'UTC'
}

function noChange(): () => void {
  return () => undefined
}
