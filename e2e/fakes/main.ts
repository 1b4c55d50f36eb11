/**
 * The fakes as one process: a port per provider and a control port, all on loopback. It prints where it listens.
 * POST /_script, GET /_journal, POST /_act, POST /_reset.
 */
import { json, serve } from './http.ts'
import { type Reports, type Script, startResendFake } from './resend.ts'

const resend = await startResendFake()
const control = await serve(async ({ method, url }, response, body) => {
  // Only tests talk to this port: what they send has the shapes that they import.
  const given = body.length > 0 ? (JSON.parse(body.toString('utf8')) as unknown) : {}
  switch (`${method} ${url}`) {
    case 'GET /_journal':
      return json(response, 200, resend.journal())
    case 'POST /_script':
      resend.script(given as Script)
      return json(response, 200, {})
    case 'POST /_act':
      return json(response, 200, { statuses: await resend.report(given as Reports) })
    case 'POST /_reset':
      resend.reset(given as { perSecond?: number })
      return json(response, 200, {})
    default:
      return json(response, 404, {})
  }
})
process.stdout.write(`${JSON.stringify({ resend: resend.url, control: control.url })}\n`)
