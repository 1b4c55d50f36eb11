/** A thread that draws one document and ends. Started by thread.ts, never imported. */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { drawDocument } from './draw.ts'
import { bytesTo } from './output.ts'
import type { FromThread, Job, ToThread } from './port.ts'

const port = parentPort
if (!port) throw new Error('This file is the main file of a thread.')
const say = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

/** One question at a time, so the next message is its answer. */
async function ask(message: FromThread): Promise<ToThread> {
  const answer = once(port as NonNullable<typeof parentPort>, 'message')
  say(message)
  const [said] = (await answer) as [ToThread]
  return said
}

const output = bytesTo((bytes) => say({ type: 'bytes', bytes }, [bytes.buffer]))
await drawDocument(workerData as Job, {
  write: output.write,
  part: async () => {
    const said = await ask({ type: 'log' })
    return said.type === 'log' ? said.part : null
  },
  picture: async (fileId) => {
    const said = await ask({ type: 'picture', fileId })
    return said.type === 'picture' ? said.bytes : null
  },
})
output.end()
port.close()
