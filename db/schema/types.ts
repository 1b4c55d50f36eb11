import { customType } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** An instant, read and written as RFC 3339 UTC with milliseconds, so that no zone can slip in. */
export const instant = customType<{ data: string; driverData: string | Date }>({
  dataType: () => 'timestamptz(3)',
  fromDriver: (value) => new Date(value).toISOString(),
  toDriver: (value) => value,
})

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
