import type { Owner } from '#components/follow-up/actions.ts'
import { SelectField, TextField } from '#components/ui/field.tsx'
import { type FollowUp, followUpKinds, kindWords } from '#lib/follow-up/model.ts'

type FollowUpFieldsProps = {
  people: readonly Owner[]
  /** What the fields begin with. */
  followUp?: Pick<FollowUp, 'title' | 'kind' | 'owner' | 'dueOn' | 'url'>
  value: (name: string, initial?: string) => string
  error: (name: string) => string | undefined
}

/** What is to be done, by whom, by when. */
export function FollowUpFields({ people, followUp, value, error }: FollowUpFieldsProps) {
  const owner = followUp?.owner
  // Whoever has left keeps what was theirs until somebody else takes it.
  const owners = owner && !people.some(({ id }) => id === owner.id) ? [owner, ...people] : people
  return (
    <>
      <TextField
        label="What is to be done"
        name="title"
        autoComplete="off"
        required
        maxLength={300}
        defaultValue={value('title', followUp?.title)}
        error={error('title')}
        data-autofocus=""
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Kind"
          name="kind"
          className="sm:col-span-2"
          defaultValue={value('kind', followUp?.kind ?? 'prevent')}
          error={error('kind')}
        >
          {followUpKinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindWords[kind].name}: {kindWords[kind].says.toLowerCase().replace(/\.$/, '')}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Owner"
          name="ownerId"
          defaultValue={value('ownerId', owner?.id)}
          error={error('ownerId')}
        >
          <option value="">Nobody yet</option>
          {owners.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Due"
          aside="optional"
          name="dueOn"
          type="date"
          defaultValue={value('dueOn', followUp?.dueOn ?? '')}
          error={error('dueOn')}
        />
        <TextField
          label="Where it is tracked"
          className="sm:col-span-2"
          aside="optional"
          name="url"
          type="url"
          inputMode="url"
          autoComplete="off"
          maxLength={2000}
          placeholder="https://"
          defaultValue={value('url', followUp?.url ?? '')}
          error={error('url')}
        />
      </div>
    </>
  )
}
