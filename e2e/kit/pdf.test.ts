import PDFDocument from 'pdfkit'
import { expect, test } from 'vitest'
import { readPdf } from './pdf.ts'

test('reads back what was drawn', async () => {
  const read = await readPdf(await draw())
  expect(read.pages).toEqual(['First page, with a link', 'Second page'])
  expect(read.links).toEqual(['https://example.org/'])
  expect(read.title).toBe('Probe')
  expect(read.tagged).toBe(true)
  expect(read.size).toEqual({ width: 210, height: 297 })
})

test('tells an embedded font from one that is only named', async () => {
  const face = 'node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'
  const { fonts } = await readPdf(await draw(face))
  expect(fonts).toContainEqual({ name: 'Helvetica', embedded: false })
  expect(fonts).toContainEqual({ name: expect.stringContaining('NotoSans'), embedded: true })
})

async function draw(face = 'Helvetica'): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', info: { Title: 'Probe' }, tagged: true, pdfVersion: '1.5' })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const end = new Promise((done) => pdf.once('end', done))
  pdf.text('First page, ', { continued: true }).text('with a link', { link: 'https://example.org/' })
  pdf.addPage().font(face).text('Second page')
  pdf.end()
  await end
  return Buffer.concat(chunks)
}
