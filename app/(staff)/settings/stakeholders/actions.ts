'use server'

import { AppError } from '#lib/errors.ts'
import { staffAction } from '#lib/http/action.ts'
import type { FormState } from '#lib/http/model.ts'
import { severities } from '#lib/incident/incident.ts'
import { change } from '#lib/log/change.ts'
import { readTable } from '#lib/stakeholder/csv.ts'
import { type ImportPreview, importLimits } from '#lib/stakeholder/model.ts'
import { mayImport } from '#lib/stakeholder/policy.ts'
import { previewImport } from '#lib/stakeholder/preview.ts'
import type { UpdatesSet } from '#lib/subscriber/model.ts'

export async function addAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { name, email, group }) => {
    await change(actor, 'add_stakeholder', { name, email, group })
    return null
  })
}

export async function editAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { id, name, email, group }) => {
    await change(actor, 'edit_stakeholder', { id, name, email, group })
    return null
  })
}

export async function removeAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { id }) => {
    return await change(actor, 'remove_stakeholder', { id })
  })
}

/** Which severities' updates somebody gets. */
export async function updatesAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }, { id }) => {
    return await change(actor, 'set_stakeholder_updates', { id, updates: form.getAll('updates') })
  })
}

export async function groupUpdatesAction(
  _: FormState<UpdatesSet>,
  form: FormData,
): Promise<FormState<UpdatesSet>> {
  return await staffAction(form, async ({ actor }, { group }) => {
    return await change(actor, 'set_group_updates', { group, updates: form.getAll('updates') })
  })
}

/** Each box is called by its severity and its group. */
export async function groupsAction(_: FormState, form: FormData): Promise<FormState> {
  return await staffAction(form, async ({ actor }) => {
    const chosen = severities.map((severity) => [severity, form.getAll(severity)])
    return await change(actor, 'set_severity_groups', Object.fromEntries(chosen))
  })
}

/** Reads the table and says what an import would do; nothing is written. */
export async function previewAction(
  _: FormState<ImportPreview>,
  form: FormData,
): Promise<FormState<ImportPreview>> {
  return await staffAction(form, async ({ actor }, { table = '' }) => {
    if (!mayImport(actor)) throw new AppError('forbidden', 'Only an admin imports stakeholders.')
    return await previewImport(shortEnough(table))
  })
}

type Imported = { added: number; updated: number }

/** Imports what the preview has shown: the rows that can be taken. */
export async function importAction(_: FormState<Imported>, form: FormData): Promise<FormState<Imported>> {
  return await staffAction(form, async ({ actor }, { table = '' }) => {
    const rows = readTable(shortEnough(table)).rows.map(({ line: _line, ...row }) => row)
    return await change(actor, 'import_stakeholders', { rows })
  })
}

function shortEnough(table: string): string {
  if (table.length <= importLimits.characters) return table
  throw new AppError(
    'too_large',
    'The table is longer than 3 MB. Split it, and import one part after the other.',
  )
}
