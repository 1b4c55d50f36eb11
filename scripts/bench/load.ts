/** As many requests as a server answers, over a few connections: the next one as soon as the answer is whole. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { answerOrders } from './child.ts'
import type { Loaded, LoadOrder, Target } from './messages.ts'

answerOrders<LoadOrder>(async ({ target, connections, milliseconds }): Promise<Loaded> => {
  const bytes = await sizeOf(target)
  let requests = 0
  const from = performance.now()
  const until = from + milliseconds
  await Promise.all(
    Array.from({ length: connections }, async () => {
      requests += await ask(target, bytes, until)
    }),
  )
  return { requests, seconds: (performance.now() - from) / 1000, bytes }
})

function requestOf({ path, host }: Target): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n`
}

/** How long an answer is, headers and all: the same each time. */
async function sizeOf(target: Target): Promise<number> {
  const socket = connect(target.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(requestOf(target))
  let text = Buffer.alloc(0)
  for await (const chunk of socket) {
    text = Buffer.concat([text, chunk as Buffer]) // a socket without an encoding reads buffers
    const end = text.indexOf('\r\n\r\n')
    const length = /content-length: (\d+)/i.exec(text.subarray(0, end).toString())?.[1]
    if (end !== -1 && !text.toString().startsWith('HTTP/1.1 200')) break
    if (end !== -1 && text.length >= end + 4 + Number(length)) return end + 4 + Number(length)
  }
  throw new Error(`${target.host}${target.path} answers ${text.subarray(0, 200).toString()}`)
}

async function ask(target: Target, bytes: number, until: number): Promise<number> {
  const request = Buffer.from(requestOf(target))
  return await new Promise((resolve, reject) => {
    let [answers, left] = [0, bytes]
    const onread = {
      buffer: Buffer.allocUnsafe(65_536),
      callback: (count: number) => {
        left -= count
        if (left > 0) return true
        if (left < 0) reject(new Error('An answer is longer than the one before'))
        answers += 1
        left = bytes
        if (performance.now() < until) socket.write(request)
        else socket.destroy()
        return true
      },
    }
    const socket = connect({ port: target.port, host: '127.0.0.1', onread }, () => socket.write(request))
    socket.on('error', reject)
    socket.on('close', () => resolve(answers))
  })
}
