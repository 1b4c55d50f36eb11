/** A file of ours, read as it comes. */

type Reading = {
  signal: AbortSignal
  /** How many bytes have come so far. */
  onBytes: (bytes: number) => void
}

/**
 * The file at `address`, with the name that the server gives it. Throws an error that says in a
 * sentence what is wrong.
 */
export async function readFile(
  address: string,
  { signal, onBytes }: Reading,
): Promise<{ blob: Blob; name: string }> {
  const response = await asked(address, signal)
  if (response.status === 401) throw new Error('The session has ended. Sign in again, then ask for the file.')
  if (!response.ok) throw new Error(await refusalOf(response))
  const parts = await readParts(response, onBytes)
  const [, name = 'file'] = response.headers.get('content-disposition')?.match(/filename="([^"]+)"/) ?? []
  return { blob: new Blob(parts, { type: response.headers.get('content-type') ?? '' }), name }
}

async function asked(address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { cache: 'no-store', signal })
  } catch (cause) {
    throw new Error('The server does not answer. Try again when the connection is back.', { cause })
  }
}

/** What breaks off in the middle is no file. */
async function readParts(response: Response, onBytes: (bytes: number) => void): Promise<BlobPart[]> {
  const parts: BlobPart[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      parts.push(next.value)
      bytes += next.value.byteLength
      onBytes(bytes)
    }
  } catch (cause) {
    throw new Error('The file broke off before its end. Ask for it again.', { cause })
  }
  return parts
}

/** Problems tell in `detail` what is wrong. */
async function refusalOf(response: Response): Promise<string> {
  const failed = `The file could not be made (${response.status}). Try again in a moment.`
  if (!response.headers.get('content-type')?.includes('json')) return failed
  const problem = (await response.json().catch(() => ({}))) as { detail?: string } // Our own problem+json.
  return problem.detail ?? failed
}
