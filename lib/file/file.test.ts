import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { forgetOrphanFiles, storeFile } from '#lib/file/commands.ts'
import { contentOf } from '#lib/file/content.ts'
import { cleanName, disposition, sizeWords } from '#lib/file/model.ts'
import { getFile } from '#lib/file/queries.ts'
import { execute } from '#lib/log/execute.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const lotte = await kit.person({ name: 'Lotte Meyer', role: 'observer' })

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const pictures: [string, Buffer, object][] = [
  [
    'PNG',
    hex('89504e470d0a1a0a 0000000d 49484452 00000140 000000f0 0802000000 00000000 0000000049444154 00000000'),
    { mediaType: 'image/png', width: 320, height: 240 },
  ],
  ['GIF', hex('474946383961 4001 f000 000000'), { mediaType: 'image/gif', width: 320, height: 240 }],
  [
    'JPEG',
    hex(
      'ffd8 ffe0 0010 4a46494600 0101 00 0001 0001 0000 ffc2 0011 08 00f0 0140 03 011100 021100 031100 ffd9',
    ),
    { mediaType: 'image/jpeg', width: 320, height: 240 },
  ],
  [
    'WebP, lossy',
    hex('52494646 24000000 57454250 56503820 18000000 300100 9d012a 4001 f000 000000000000'),
    { mediaType: 'image/webp', width: 320, height: 240 },
  ],
  [
    'WebP, lossless',
    hex('52494646 24000000 57454250 5650384c 18000000 2f 3fc13b00 0000000000000000'),
    { mediaType: 'image/webp', width: 320, height: 240 },
  ],
  [
    'WebP, extended',
    hex('52494646 24000000 57454250 56503858 0a000000 00000000 3f0100 ef0000 000000000000'),
    { mediaType: 'image/webp', width: 320, height: 240 },
  ],
  [
    'AVIF',
    hex('0000001c 66747970 61766966 00000000 61766966 6d696631 6d696166'),
    { mediaType: 'image/avif', width: null, height: null },
  ],
  ['a GIF that ends early', hex('474946383961 40'), { mediaType: 'image/gif', width: null, height: null }],
]

test.each(pictures)('%s is known by its content', async (_, bytes, content) => {
  expect(await contentOf(bytes)).toMatchObject(content)
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
test.each([
  ['plain text', 'Zürich, 東京'],
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['SVG', svg],
  ['XML', `<?xml version="1.0"?>${svg}`],
  ['JSON', '{"a":1}'],
  ['colours of a terminal', '\u001b[31mred\u001b[0m'],
])('%s is text to save, never a page', async (_, text) => {
  expect(await contentOf(Buffer.from(text))).toEqual({ mediaType: 'text/plain', width: null, height: null })
})

test.each([
  ['a PDF', Buffer.concat([Buffer.from('%PDF-1.7\n'), hex('e2e3cfd3')])],
  ['a ZIP', hex('504b0304 14000000 0000')],
  ['a program', hex('7f454c46 02010100 0000')],
  ['UTF-16', Buffer.from('﻿Zürich', 'utf16le')],
  ['Latin-1', Buffer.from('Zürich', 'latin1')],
  ['a text with U+0000', Buffer.from('a\u0000b')],
  ['nothing', Buffer.alloc(0)],
])('%s is refused, and what would be right is said', async (_, bytes) => {
  await expect(storeFile(ines, { name: 'x', bytes })).rejects.toMatchObject({
    code: 'invalid',
    fields: { body: expect.stringContaining('PNG') },
  })
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\cmd.exe', 'cmd.exe'],
  ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie: x.txt'],
  ['photo\u202Egnp.exe', 'photognp.exe'],
  ['..', 'file'],
  ['', 'file'],
  ['  ', 'file'],
  ['Bildschirmfoto “Übersicht” 東京.png', 'Bildschirmfoto “Übersicht” 東京.png'],
  ['\ud800.png', '\ufffd.png'],
])('the name %j becomes %j', (given, name) => {
  expect(cleanName(given)).toBe(name)
})

test.each([
  [1, '1\u202fbyte'],
  [840, '840\u202fbytes'],
  [12_345, '12\u202fkB'],
  [999_499, '999\u202fkB'],
  [999_500, '1\u202fMB'],
  [4_230_000, '4.2\u202fMB'],
  [10_000_000, '10\u202fMB'],
])('%d bytes are said as %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words))

test('a name has at most 200 characters, and none is cut in half', () => {
  expect(Array.from(cleanName('🔥'.repeat(300)))).toEqual(Array.from('🔥'.repeat(200)))
})

test('a download is called by its name, in a header that holds only ASCII', () => {
  expect(disposition({ name: 'Über "x" 100%.txt', mediaType: 'text/plain' })).toBe(
    `attachment; filename="_ber _x_ 100_.txt"; filename*=UTF-8''%C3%9Cber%20%22x%22%20100%25.txt`,
  )
  expect(disposition({ name: "it's (1)*.png", mediaType: 'image/png' })).toBe(
    `inline; filename="it's (1)*.png"; filename*=UTF-8''it%27s%20%281%29%2A.png`,
  )
})

async function declare() {
  const { incident } = await execute(ines, null, declaration)
  return incident.ref
}
const upload = async (by = ines) => await storeFile(by, { name: 'a.txt', bytes: Buffer.from('hello') })

test('what was uploaded comes back, and an entry tells of it', async () => {
  const ref = await declare()
  const info = await upload()
  expect(await getFile(info.id)).toMatchObject({ name: 'a.txt', bytes: Buffer.from('hello') })
  const { entries } = await execute(ines, ref, { type: 'attach_file', fileId: info.id.toUpperCase() })
  expect(entries).toMatchObject([
    {
      type: 'file_attached',
      payload: {
        file: { id: info.id, name: 'a.txt', mediaType: 'text/plain', size: 5 },
        alt: null,
        text: null,
      },
      sentence: 'Ines Okafor attached a.txt',
    },
  ])
})

test('a file is attached once, by who uploaded it, to one incident', async () => {
  const [one, other] = [await declare(), await declare()]
  const { id: fileId } = await upload()
  await expect(execute(jonas, one, { type: 'attach_file', fileId })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const attach = (ref: string) => execute(ines, ref, { type: 'attach_file', fileId })
  const tried = await Promise.allSettled([attach(one), attach(other), attach(one), attach(other)])
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const attempt of tried) {
    if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'conflict' })
  }
})

test('a picture needs words for those who cannot see it', async () => {
  const ref = await declare()
  const bytes = pictures[1]?.[1] ?? Buffer.alloc(0)
  const { id: fileId, width } = await storeFile(ines, { name: 'a.gif', bytes })
  expect(width).toBe(320)
  await expect(execute(ines, ref, { type: 'attach_file', fileId })).rejects.toMatchObject({
    code: 'invalid',
    fields: { alt: expect.any(String) },
  })
  await execute(ines, ref, { type: 'attach_file', fileId, alt: 'A graph that falls' })
})

test('observers do not upload, and no file is no file', async () => {
  await expect(upload(lotte)).rejects.toMatchObject({ code: 'forbidden' })
  const ref = await declare()
  const fileId = '01890a5d-ac96-774b-bcce-b302099a8057'
  await expect(execute(ines, ref, { type: 'attach_file', fileId })).rejects.toMatchObject({
    code: 'invalid',
    fields: { fileId: expect.any(String) },
  })
  for (const id of [fileId, 'x', '']) await expect(getFile(id)).rejects.toMatchObject({ code: 'not_found' })
})

test('what no entry names goes after a day; what one names cannot be taken from it', async () => {
  const ref = await declare()
  const [orphan, attached] = [await upload(), await upload()]
  await execute(ines, ref, { type: 'attach_file', fileId: attached.id })
  await kit.sql(`update files set created_at = now() - interval '25 hours' where incident_id is null`)
  await forgetOrphanFiles()
  await expect(getFile(orphan.id)).rejects.toMatchObject({ code: 'not_found' })
  await getFile(attached.id)
  for (const statement of [
    `delete from files where id = '${attached.id}'`,
    `update files set bytes = 'other' where id = '${attached.id}'`,
    `update files set incident_id = null, seq = null where id = '${attached.id}'`,
  ]) {
    await expect(kit.sql(statement)).rejects.toMatchObject({ code: '23000' })
  }
})
