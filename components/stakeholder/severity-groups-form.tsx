'use client'

import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { FormDone } from '#components/people/form-done.tsx'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { severities } from '#lib/incident/incident.ts'
import type { GroupRow, SeverityGroups } from '#lib/stakeholder/model.ts'

type SeverityGroupsFormProps = {
  groups: readonly GroupRow[]
  chosen: SeverityGroups
  /** null: an admin chooses, the others see it. */
  save: FormAction | null
}

/** A row per group, a column per severity: who is told unless somebody chooses otherwise. */
export function SeverityGroupsForm({ groups, chosen, save }: SeverityGroupsFormProps) {
  return save ? (
    <EditableGroups groups={groups} chosen={chosen} save={save} />
  ) : (
    <GroupTable groups={groups} chosen={chosen} isEditable={false} />
  )
}

function EditableGroups({ groups, chosen, save }: SeverityGroupsFormProps & { save: FormAction }) {
  const { state, form, pending } = useFormAction(save)
  return (
    <form {...form} className="space-y-4">
      <FormMessage state={state} />
      {/* What was saved is what the boxes show, also when somebody else saved it. */}
      <GroupTable key={JSON.stringify(chosen)} groups={groups} chosen={chosen} isEditable />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton working={pending} variant="default">
          Save groups
        </SubmitButton>
        <FormDone state={state}>Saved</FormDone>
      </div>
    </form>
  )
}

type GroupTableProps = Omit<SeverityGroupsFormProps, 'save'> & { isEditable: boolean }

function GroupTable({ groups, chosen, isEditable }: GroupTableProps) {
  return (
    <table className="w-full max-w-[560px]">
      <caption className="vh">Which groups are told, by severity</caption>
      <thead>
        <tr className="border-b">
          <th scope="col" className="py-1.5 pr-3">
            Group
          </th>
          {severities.map((severity) => (
            <th key={severity} scope="col" className="w-20 !text-center">
              <span className="inline-flex items-center gap-1.5">
                <SeverityGlyph severity={severity} size={16} />
                <span aria-hidden="true">{severity}</span>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map(({ name, members }) => (
          <tr key={name} className="border-b">
            <th scope="row" className="!text-14 !text-ink py-2 pr-3 !font-medium wrap-anywhere">
              {name} <span className="mono text-13 text-ink-3 font-normal">{members}</span>
            </th>
            {severities.map((severity) => {
              const isChosen = chosen[severity].includes(name)
              return (
                <td key={severity} className="text-center">
                  {isEditable ? (
                    <label className="inline-flex min-h-9 min-w-9 items-center justify-center">
                      <span className="vh">
                        {name} at {severity}
                      </span>
                      <input type="checkbox" name={severity} value={name} defaultChecked={isChosen} />
                    </label>
                  ) : (
                    <span className={isChosen ? 'font-medium' : 'text-ink-3'}>
                      {isChosen ? 'told' : 'not'}
                    </span>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
