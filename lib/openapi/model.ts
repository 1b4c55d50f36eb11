/** The reference as its page prints it: plain words, no schemas. */

/** A parameter or a field: where it belongs, what may stand in it. */
export type ReferenceField = { name: string; type: string; isRequired: boolean; says: string }

export type ReferenceAnswer = { status: number; says: string; type: string }

export type ReferenceOperation = {
  /** Names its place on the page. */
  id: string
  method: string
  path: string
  summary: string
  says: string
  who: string
  parameters: ReferenceField[]
  query: ReferenceField[]
  headers: ReferenceField[]
  body: { type: string; fields: ReferenceField[] } | null
  answers: ReferenceAnswer[]
  /** A command line. */
  request: string
  /** What it answers, as text; null when that is bytes. */
  answer: string | null
}

export type ReferenceCommand = {
  id: string
  type: string
  summary: string
  who: string
  fields: ReferenceField[]
  example: string
}

export type Reference = {
  groups: { id: string; name: string; operations: ReferenceOperation[] }[]
  commands: ReferenceCommand[]
  /** Fields that every command takes besides its own. */
  common: ReferenceField[]
  codes: { code: string; status: number; says: string }[]
}
