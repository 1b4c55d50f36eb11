/** Whether a host, as a URL or a socket has it, is this machine under one of its own names. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(hostname)
}
