/** What Node can do at most: a server that writes bytes which it was given, and knows nothing. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerOrders } from './child.ts'
import type { BareOrder } from './messages.ts'

const streams = new Set<ServerResponse>()
let headers: string[] = []
let body = Buffer.alloc(0)
let event = Buffer.alloc(0)

const server = createServer((request, response) => {
  if (request.url?.endsWith('/stream')) return join(response)
  response.writeHead(200, headers)
  response.end(body)
})

function join(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    Connection: 'keep-alive',
  })
  response.write('retry: 1000\n\n')
  streams.add(response)
  response.once('close', () => streams.delete(response))
}

answerOrders<BareOrder>(async (order) => {
  if (order.do === 'send') {
    for (const stream of streams) stream.write(event)
    return null
  }
  headers = order.page.headers
  body = Buffer.from(order.page.body, 'base64')
  event = Buffer.from(order.event, 'base64')
  if (!server.listening) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  return (server.address() as AddressInfo).port // it listens on a port
})
