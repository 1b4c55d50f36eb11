'use client'

import { useRoom } from '#components/incident/room.ts'
import { Choice } from '#components/incident/update/choice.tsx'
import { cadenceWords, type UpdateFields } from '#components/incident/update/fields.ts'
import { FieldError } from '#components/ui/field-error.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { formatMoment } from '#lib/time/format.ts'
import { toDateTimeLocal } from '#lib/time/wall.ts'

type NextFieldProps = {
  update: {
    fields: Pick<UpdateFields, 'proposal' | 'ownTime'>
    set: (part: Partial<Pick<UpdateFields, 'proposal' | 'ownTime'>>) => void
    proposals: readonly number[]
    errors: Record<string, string>
  }
}

/** When the next word comes: three times that the cadence proposes, or one's own. */
export function NextField({ update }: NextFieldProps) {
  const { live, zone } = useRoom()
  const { fields, set, proposals, errors } = update
  const { proposal, ownTime } = fields
  const error = errors.nextUpdateAt
  const now = currentTime()
  const cadence = cadenceWords(live.confirmed.severity)
  return (
    <fieldset
      className="mt-4"
      aria-describedby={error ? 'u-next-error' : undefined}
      data-answer={error ? '' : undefined}
      tabIndex={error ? -1 : undefined}
    >
      <legend className="label">Next update by</legend>
      <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
        {proposals.map((at, place) => (
          <Choice
            // Three places, always the same.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={place}
            name="next-update"
            className="mono"
            isChosen={proposal === place}
            // One of three.
            onChoose={() => set({ proposal: place as 0 | 1 | 2 })}
          >
            {formatMoment(at, zone, now)}
          </Choice>
        ))}
        <Choice
          name="next-update"
          isChosen={proposal === null}
          onChoose={() =>
            set({ proposal: null, ownTime: ownTime || toDateTimeLocal(proposals[1] ?? now, zone) })
          }
        >
          Another time
        </Choice>
        {cadence && <span className="text-13 text-ink-3 ml-1">{cadence}</span>}
      </div>
      {proposal === null && (
        <input
          type="datetime-local"
          className="field mt-1.5 w-auto"
          aria-label="Another time for the next update"
          value={ownTime}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'u-next-error' : undefined}
          onChange={({ target }) => set({ ownTime: target.value })}
        />
      )}
      {error && <FieldError id="u-next-error">{error}</FieldError>}
    </fieldset>
  )
}
