/** Sends JSON to this server's API. Answers with why it was refused, in words; null: it went through. */
export async function postJson(address: string, body: unknown): Promise<string | null> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    if (response.ok) return null
    if (response.status === 401) return 'Your session ended. Sign in again in another tab, then press again.'
    // A refusal is problem+json.
    const problem = (await response.json()) as { detail?: string; fields?: Record<string, string> }
    return Object.values(problem.fields ?? {}).join(' ') || problem.detail || 'The server refused it.'
  } catch {
    return 'The server does not answer. Nothing is lost: press again.'
  }
}
