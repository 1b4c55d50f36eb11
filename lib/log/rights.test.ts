import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { type Column, columns, filled, type Give, rights, stage } from '#e2e/kit/rights.ts'
import { AppError } from '#lib/errors.ts'
import { storeFile } from '#lib/file/commands.ts'
import { commandTable } from '#lib/incident/commands/table.ts'
import { type Actor, systemActor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'

const kit = await testDatabase()
const [commander, other, elsewhere] = await Promise.all(
  ['Cora Mander', 'Other Person', 'Else Where'].map((name) => kit.person({ name, role: 'member' })),
)
const stakeholderId = v7()
await kit.sql(
  `insert into stakeholders (id, name, email, created_at) values ($1, 'Astrid Holm', 'astrid@example.org', now())`,
  [stakeholderId],
)
const service: Actor = { kind: 'service', id: v7(), name: 'Monitor', role: 'member' }

test('every command has its row', () => {
  const tried = new Set(rights.map(({ command }) => command.type))
  expect(Object.keys(commandTable).filter((type) => !tried.has(type))).toEqual(['declare_incident'])
  for (const { letters } of rights) expect(letters).toHaveLength(columns.length)
})

test('who may give which command, at the door', async () => {
  if (!commander || !other || !elsewhere) throw new Error('Three people were asked for')
  const who: Record<Column, Actor> = {
    observer: await kit.person({ name: 'Vera Brandt', role: 'observer' }),
    member: await kit.person({ name: 'Ines Okafor', role: 'member' }),
    admin: await kit.person({ name: 'Noor Haddad', role: 'admin' }),
    commander,
    elsewhere,
    service,
  }
  const give: Give<Actor> = async (actor, ref, command) => await execute(actor, ref, command)
  const crew = {
    commander,
    other,
    elsewhere,
    ids: { commander: commander.id, other: other.id, stakeholder: stakeholderId },
  }
  for (const { command, letters, stage: of } of rights) {
    let set: Awaited<ReturnType<typeof stage>> | null = null
    for (const [index, column] of columns.entries()) {
      // What is refused changes nothing: the next one finds the same stage.
      set ??= await stage(give, crew, of)
      const { ref, given } = set
      const actor = who[column]
      const $file =
        'fileId' in command && column !== 'observer'
          ? (await storeFile(actor, { name: 'queue.txt', bytes: Buffer.from('queue: 14') })).id
          : v7()
      const letter = await letterOf(execute(actor, ref, filled(command, { ...given, $file })))
      expect(`${JSON.stringify(command)} as ${column}: ${letter}`).toBe(
        `${JSON.stringify(command)} as ${column}: ${letters[index]}`,
      )
      if (letter === '+') set = null
    }
    // SitRep itself gives no command of people, but those that jobs give.
    const { ref, given } = set ?? (await stage(give, crew, of))
    const letter = await letterOf(execute(systemActor, ref, filled(command, { ...given, $file: v7() })))
    const byJobs = {
      lapse_offer: 'C',
      nudge_commander: 'C',
      draft_report: '+',
      nudge_update: 'C',
      note_overdue_update: 'C',
    }[command.type]
    expect(`${command.type} by the system: ${letter}`).toBe(`${command.type} by the system: ${byJobs ?? 'F'}`)
  }
}, 120_000)

async function letterOf(executing: Promise<unknown>): Promise<string> {
  try {
    await executing
    return '+'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { forbidden: 'F', conflict: 'C', invalid: 'I' }[error.code as string] ?? error.code
  }
}
