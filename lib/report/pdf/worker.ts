/** A thread that draws one report and ends. Started by lib/report/pdf.ts, never imported. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Report } from '#lib/report/model.ts'
import { drawReport } from './draw.ts'

// pdf.ts starts this file with exactly this.
const { report, publicUrl } = workerData as { report: Report; publicUrl: string }
const bytes = await drawReport(report, publicUrl)
parentPort?.postMessage(bytes)
