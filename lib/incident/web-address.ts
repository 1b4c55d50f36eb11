/** Whether this is an absolute address that is safe to link to: http, https or mailto, as a browser would read it. */
export function isWebAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol)
}
