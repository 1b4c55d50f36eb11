/** Server-sent events, read from text that arrives in any pieces. Pure. */

export type ServerEvent = { event: string; data: string }

/** Feed it what arrives; it gives the events that are complete by then. Comments yield nothing. */
export function eventReader(): (piece: string) => ServerEvent[] {
  let rest = ''
  return (piece) => {
    // A line break may be cut in two: keep a lone \r until its \n has come.
    const text = rest + piece
    const held = text.endsWith('\r') ? '\r' : ''
    const blocks = (held ? text.slice(0, -1) : text)
      .replaceAll('\r\n', '\n')
      .replaceAll('\r', '\n')
      .split('\n\n')
    rest = (blocks.pop() ?? '') + held
    return blocks.map(parse).filter((event) => event.data !== '' || event.event !== 'message')
  }
}

function parse(block: string): ServerEvent {
  const data: string[] = []
  let event = 'message'
  for (const line of block.split('\n')) {
    const at = line.indexOf(':')
    if (at === 0) continue
    const field = at < 0 ? line : line.slice(0, at)
    const value = at < 0 ? '' : line.slice(at + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    if (field === 'event') event = value
  }
  return { event, data: data.join('\n') }
}
