import type { Route } from 'next'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/field.tsx'
import { deliveryKinds, deliveryStates, kindNames, stateNames } from '#lib/messaging/model.ts'

type DeliveryFilterProps = {
  chosen: { state: string; kind: string }
  /** What the list is about, where a link led to a part of it: one incident, or one entry of it. */
  about: { incident: string; seq: number | null } | null
}

/** Narrows the list down by its address. Works without scripts. */
export function DeliveryFilter({ chosen, about }: DeliveryFilterProps) {
  return (
    <form
      action="/settings/deliveries"
      className="mb-5 grid grid-cols-2 gap-4 md:grid-cols-[200px_200px_auto]"
    >
      {about && (
        <p className="col-span-full">
          <input type="hidden" name="incident" value={about.incident} />
          {about.seq !== null && <input type="hidden" name="seq" value={about.seq} />}
          Only what is about {about.seq === null ? '' : `entry ${about.seq} of `}
          <Link href={placeOf(about)} className="link" prefetch={false}>
            {about.incident}
          </Link>
          .
        </p>
      )}
      <SelectField label="State" name="state" defaultValue={chosen.state}>
        <option value="">All</option>
        {deliveryStates.map((state) => (
          <option key={state} value={state}>
            {stateNames[state]}
          </option>
        ))}
      </SelectField>
      <SelectField label="Kind" name="kind" defaultValue={chosen.kind}>
        <option value="">All</option>
        {deliveryKinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindNames[kind]}
          </option>
        ))}
      </SelectField>
      <div className="flex items-end gap-3">
        <Button type="submit" className="h-10">
          Filter
        </Button>
        {(chosen.state || chosen.kind || about) && (
          <Link
            href={{ pathname: '/settings/deliveries' }}
            className="link self-center pt-5"
            prefetch={false}
          >
            Show all
          </Link>
        )}
      </div>
    </form>
  )
}

function placeOf({ incident, seq }: NonNullable<DeliveryFilterProps['about']>): Route {
  // The page of that incident.
  return `/incidents/${incident}${seq === null ? '' : `#entry-${seq}`}` as Route
}
