import { env, type LogLevel } from '#lib/env.ts'

export type Fields = Record<string, unknown>

export type Log = {
  debug(message: string, fields?: Fields): void
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
}

/**
 * The process's log on stdout: a line for people on a terminal, one JSON object per line otherwise.
 * Secrets are redacted by the name of their field and by their form; an Error stands under `error`.
 */
export const log: Log = {
  debug: (message, fields) => write('debug', message, fields),
  info: (message, fields) => write('info', message, fields),
  warn: (message, fields) => write('warn', message, fields),
  error: (message, fields) => write('error', message, fields),
}

/** From now on the log goes to stderr: for commands whose answer stands alone on stdout. */
export function logToStderr(): void {
  stream = process.stderr
}

/** Prints a line for the person at the terminal as it is, unredacted: the address, the set-up link. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** A copy of the value in which secrets are replaced; bounded in depth, errors become plain objects. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return value.toISOString()
  if (depth > 6) return '[deep]'
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  const source = value instanceof Error ? errorFields(value) : value
  return Object.fromEntries(
    Object.entries(source).map(([key, item]) => [
      key,
      secretName.test(key) ? '[redacted]' : redact(item, depth + 1),
    ]),
  )
}

let stream: NodeJS.WriteStream = process.stdout

const order: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 }

function write(level: Exclude<LogLevel, 'silent'>, message: string, fields: Fields = {}): void {
  const { logLevel, logFormat } = env()
  if (order[level] < order[logLevel]) return
  const pretty = logFormat ? logFormat === 'pretty' : stream.isTTY
  const line = pretty ? prettyLine(level, message, fields) : jsonLine(level, message, fields)
  stream.write(`${line}\n`)
}

function jsonLine(level: string, message: string, fields: Fields): string {
  const head = { time: new Date().toISOString(), level, message: redactText(message) }
  // Twice: first for the order, last because no field may stand in for them.
  return JSON.stringify({ ...head, ...Object(redact(fields)), ...head })
}

function prettyLine(level: string, message: string, fields: Fields): string {
  const time = new Date().toTimeString().slice(0, 8)
  const mark = level === 'info' ? '' : ` ${level}`
  const rest = Object.entries(Object(redact(fields))).map(
    ([key, value]) => ` ${key}=${JSON.stringify(value)}`,
  )
  return `${time}${mark} ${printable(redactText(message))}${rest.join('')}`
}

const secretName = /authorization|cookie|token|password|secret|phone/i

function redactText(text: string): string {
  return text
    .replace(/\/s\/[^\s?#"'<>]+/g, '/s/[redacted]')
    .replace(/\b(Bearer|Basic)\s+[^\s"',]+/gi, '$1 [redacted]')
    .replace(/([?&](?:token|code|key)=)[^&\s"'#]+/gi, '$1[redacted]')
    .replace(/((?:postgres(?:ql)?|smtps?):\/\/[^:@/\s]*):[^@/\s]*@/gi, '$1:[redacted]@')
}

/** Control characters as escapes, so that what others write cannot forge a line or colour the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (c) => `\\x${(c.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`)
}

function errorFields(error: Error): Fields {
  const { name, stack, cause } = error
  const message = withoutParams(error.message)
  return {
    name,
    message,
    // The stack begins with the message.
    stack: stack?.replace(error.message, () => message),
    ...('code' in error ? { code: error.code } : {}),
    ...(cause ? { cause } : {}),
  }
}

/** Drizzle repeats what a failed query was given: addresses, one-time tokens, what people wrote. */
function withoutParams(message: string): string {
  const at = message.startsWith('Failed query: ') ? message.indexOf('\nparams: ') : -1
  return at < 0 ? message : `${message.slice(0, at)}\nparams: [redacted]`
}
