import type { Metadata } from 'next'
import Link from 'next/link'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { DirectoryTools } from '#components/stakeholder/directory-tools.tsx'
import { GroupUpdatesForm } from '#components/stakeholder/group-updates-form.tsx'
import { SeverityGroupsForm } from '#components/stakeholder/severity-groups-form.tsx'
import { StakeholderList } from '#components/stakeholder/stakeholder-list.tsx'
import { StakeholderSearch } from '#components/stakeholder/stakeholder-search.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { stakeholderPlace } from '#lib/stakeholder/input.ts'
import { peopleWords } from '#lib/stakeholder/model.ts'
import { mayImport, maySeeAddresses } from '#lib/stakeholder/policy.ts'
import { listGroups, listStakeholders } from '#lib/stakeholder/queries.ts'
import {
  addAction,
  editAction,
  groupsAction,
  groupUpdatesAction,
  importAction,
  previewAction,
  removeAction,
  updatesAction,
} from './actions.ts'

export const metadata: Metadata = { title: 'Stakeholders' }

/** Whom situation reports are sent to: admins look after them, members add one, observers see names and groups. */
export default async function StakeholdersPage({ searchParams }: PageProps<'/settings/stakeholders'>) {
  const { actor, zone } = await getStaff()
  const { cursor, ...filter } = stakeholderPlace(await searchParams)
  const addresses = maySeeAddresses(actor)
  const [page, { groups, chosen, total }] = await Promise.all([
    listStakeholders({ ...filter, cursor }, { addresses }),
    listGroups(),
  ])
  const mayEdit = mayImport(actor)
  const names = groups.map(({ name }) => name)
  const edit = mayEdit
    ? { edit: editAction, remove: removeAction, updates: updatesAction, groups: names }
    : null
  const imports = mayEdit ? { preview: previewAction, run: importAction } : null
  return (
    <>
      <SettingsSection
        title="Directory"
        lead="Those who are sent the situation report, and public updates where it says so. They need no account."
      >
        {addresses && <DirectoryTools add={addAction} imports={imports} groups={names} />}
        {total > 0 ? (
          <>
            <StakeholderSearch filter={filter} groups={groups} total={total} />
            {page.stakeholders.length > 0 ? (
              <StakeholderList
                stakeholders={page.stakeholders}
                groups={groups}
                edit={edit}
                zone={zone}
                now={Date.now()}
              />
            ) : (
              <EmptyState title="Nobody found.">No name, group or address holds these letters.</EmptyState>
            )}
          </>
        ) : (
          <EmptyState title="Nobody yet.">
            Add those who ask how it went: management, the board, a customer’s contact. A group may be told by
            default.
          </EmptyState>
        )}
        <nav className="mt-4 flex flex-wrap items-center gap-3" aria-label="Pages of stakeholders">
          {cursor && (
            <Link
              href={{ pathname: '/settings/stakeholders', query: filter }}
              className={buttonClass({ size: 'small' })}
              prefetch={false}
            >
              From the beginning
            </Link>
          )}
          {page.nextCursor && (
            <Link
              href={{ pathname: '/settings/stakeholders', query: { ...filter, cursor: page.nextCursor } }}
              className={buttonClass({ size: 'small' })}
              prefetch={false}
            >
              Next
            </Link>
          )}
          {(cursor || page.nextCursor) && (
            <p className="text-13 text-ink-2 tnum">{peopleWords(total)} in all</p>
          )}
        </nav>
      </SettingsSection>
      {groups.length > 0 && (
        <SettingsSection
          title="By severity"
          lead="The groups that a report goes to unless its Commander chooses otherwise."
        >
          <SeverityGroupsForm groups={groups} chosen={chosen} save={mayEdit ? groupsAction : null} />
        </SettingsSection>
      )}
      {mayEdit && groups.length > 0 && (
        <SettingsSection
          title="Updates for a group"
          lead="Each public update of real incidents of a severity, by mail. Somebody’s own choice stands in their menu above."
        >
          <GroupUpdatesForm groups={groups} save={groupUpdatesAction} />
        </SettingsSection>
      )}
    </>
  )
}
