/** The named schemas of the document. */
import * as z from 'zod'
import { type EntryType, entryTypes } from '#lib/incident/entries/table.ts'
import { commandName, commandSchema, commandTypes, declarationSchema } from './commands.ts'
import { delivery, deliveryMessage, deliveryPage } from './delivery-shapes.ts'
import { addedWebhook, followUp, reach, stakeholder, updatePreview, webhook } from './directory-shapes.ts'
import { workingDocument, workingSection } from './document-shape.ts'
import { entryName, entrySchema } from './entries.ts'
import { type JsonSchema, jsonSchemaOf, schemaRef } from './json-schema.ts'
import { madeLink, shareLink } from './link-shape.ts'
import { postMortem } from './post-mortem-shape.ts'
import { report } from './report-shape.ts'
import { file, finding, health, incident, labels, problem, similarIncidents } from './shapes.ts'

/** Made anew at each call; the document asks once. */
export function componentSchemas(): Record<string, JsonSchema> {
  const commands = commandTypes.filter((type) => type !== 'declare_incident')
  return {
    Incident: jsonSchemaOf(incident),
    IncidentPage: object(
      {
        incidents: arrayOf('Incident'),
        nextCursor: { type: ['string', 'null'] },
        findings: {
          type: 'object',
          additionalProperties: jsonSchemaOf(finding),
          description: 'By ref; of a search alone.',
        },
        suggestion: { type: ['string', 'null'], description: 'Of a search alone.' },
      },
      ['incidents', 'nextCursor'],
    ),
    SimilarIncidents: jsonSchemaOf(similarIncidents),
    Labels: jsonSchemaOf(labels),
    Entry: choice(entryTypes.map((type): Named => [type, entryName(type)])),
    EntryPage: object({
      entries: arrayOf('Entry'),
      lastSeq: { type: 'integer' },
      corrections: {
        ...arrayOf('Entry'),
        description: 'Entries outside of the page that correct, redact or undo one on it.',
      },
    }),
    Executed: object({ entries: arrayOf('Entry'), incident: schemaRef('Incident') }),
    Declaration: declarationSchema(),
    Command: choice(commands.map((type): Named => [type, commandName(type)])),
    Report: jsonSchemaOf(report),
    PostMortem: jsonSchemaOf(postMortem),
    WorkingDocument: jsonSchemaOf(workingDocument),
    WorkingSection: jsonSchemaOf(workingSection),
    Made: jsonSchemaOf(z.strictObject({ id: z.uuid() })),
    ShareLink: jsonSchemaOf(shareLink),
    ShareLinks: object({ links: arrayOf('ShareLink') }),
    MadeLink: jsonSchemaOf(madeLink),
    FollowUp: jsonSchemaOf(followUp),
    FollowUpPage: object({ followUps: arrayOf('FollowUp'), nextCursor: { type: ['string', 'null'] } }),
    FittingFollowUps: object({ followUps: arrayOf('FollowUp') }),
    File: jsonSchemaOf(file),
    Delivery: jsonSchemaOf(delivery),
    DeliveryPage: jsonSchemaOf(deliveryPage),
    DeliveryMessage: jsonSchemaOf(deliveryMessage),
    People: jsonSchemaOf(people),
    Stakeholder: jsonSchemaOf(stakeholder),
    StakeholderPage: object({
      stakeholders: arrayOf('Stakeholder'),
      nextCursor: { type: ['string', 'null'] },
    }),
    Reach: jsonSchemaOf(reach),
    UpdatePreview: jsonSchemaOf(updatePreview),
    Webhooks: object({ webhooks: { type: 'array', items: jsonSchemaOf(webhook) } }),
    AddedWebhook: jsonSchemaOf(addedWebhook),
    Removed: object({ removed: { type: 'boolean', const: true } }),
    Health: jsonSchemaOf(health),
    Problem: jsonSchemaOf(problem),
    ...Object.fromEntries(commands.map((type) => [commandName(type), commandSchema(type)])),
    ...Object.fromEntries(entryTypes.map((type: EntryType) => [entryName(type), entrySchema(type)])),
  }
}

const people = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      role: z.enum(['admin', 'member', 'observer']),
      active: z.boolean(),
      picture: z.string().nullable(),
    }),
  ),
})

/** The value of `type`, and the schema that goes with it. */
type Named = readonly [type: string, schema: string]

function choice(named: readonly Named[]): JsonSchema {
  return {
    oneOf: named.map(([, schema]) => schemaRef(schema)),
    discriminator: {
      propertyName: 'type',
      mapping: Object.fromEntries(named.map(([type, schema]) => [type, schemaRef(schema).$ref])),
    },
  }
}

function object(
  properties: Record<string, JsonSchema>,
  required: readonly string[] = Object.keys(properties),
): JsonSchema {
  return { type: 'object', properties, required: [...required], additionalProperties: false }
}

function arrayOf(name: string): JsonSchema {
  return { type: 'array', items: schemaRef(name) }
}
