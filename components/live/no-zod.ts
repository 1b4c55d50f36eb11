/**
 * What the browser gets where the code says `zod` (next.config.ts). The core's schemas stand beside its rules, one
 * row per command and entry, but only the server parses: the door every command, the database every entry. Half of
 * what the live page may weigh would be a parser that nothing in the browser calls. Calling it here throws.
 */

// Whatever is read from a schema or called on it while the rows are made is a schema again.
const schema: unknown = new Proxy(() => schema, {
  get: (_, name) => {
    if (typeof name === 'string' && /parse$/i.test(name)) throw new Error('Only the server parses input')
    return schema
  },
})
const make = () => schema

export {
  make as array,
  make as boolean,
  make as discriminatedUnion,
  make as enum,
  make as int,
  make as literal,
  make as strictObject,
  make as string,
  make as union,
  make as uuid,
  schema as iso,
  schema as NEVER,
}
