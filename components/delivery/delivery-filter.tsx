import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/field.tsx'
import { deliveryKinds, deliveryStates, kindNames, stateNames } from '#lib/messaging/model.ts'

/** Narrows the list down by its address. Works without scripts. */
export function DeliveryFilter({ chosen }: { chosen: { state: string; kind: string } }) {
  return (
    <form
      action="/settings/deliveries"
      className="mb-5 grid grid-cols-2 gap-4 md:grid-cols-[200px_200px_auto]"
    >
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
        {(chosen.state || chosen.kind) && (
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
