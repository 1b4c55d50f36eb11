import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test, vi } from 'vitest'
import { ZipFile } from 'yazl'
import { testDatabase } from '#e2e/kit/database.ts'
import { wholeIncident } from '#e2e/kit/whole-incident.ts'
import { importBundle } from '#lib/log/import.ts'
import { systemActor } from '#lib/people/policy.ts'
import { checkBundle } from './check.ts'
import { openZip } from './read-zip.ts'
import { writeBundle } from './write.ts'
import { writeZip } from './write-zip.ts'

vi.mock('./draw.ts', () => ({ drawPdf: async () => Buffer.from('%PDF-1.7') }))

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const folder = await mkdtemp(join(tmpdir(), 'sitrep-check-'))
afterAll(async () => await rm(folder, { recursive: true }))
const ref = await wholeIncident(kit, {
  admin: await kit.person({ name: 'Noor Haddad', role: 'admin' }),
  member: await kit.person({ name: 'Ines Okafor' }),
})
const good = await buffer((await writeBundle(ref)).parts)
let count = 0

async function faultsIn(bytes: Uint8Array): Promise<string[]> {
  const path = join(folder, `${++count}.zip`)
  await writeFile(path, bytes)
  const check = await checkBundle(path)
  if ('bundle' in check) check.bundle.zip.close()
  return check.faults
}

/** The bundle's files, by name, as text of one byte each. */
async function unpack(): Promise<Map<string, string>> {
  const path = join(folder, 'good.zip')
  await writeFile(path, good)
  const zip = await openZip(path)
  const files = new Map<string, string>()
  for (const name of zip.sizes.keys()) files.set(name, (await zip.read(name, 1e9)).toString('latin1'))
  zip.close()
  return files
}
const parts = await unpack()

const stream = async function* (text: string) {
  yield Buffer.from(text, 'latin1')
}
const zipped = async (files: ReadonlyMap<string, string>) =>
  await buffer(
    writeZip(
      [...files].map(([name, text]) => ({ name, open: () => stream(text) })),
      '2026-05-14T12:00:00.000Z',
    ),
  )

/** As somebody would who knows that the manifest names each file's hash. */
function withRightHashes(files: Map<string, string>): Map<string, string> {
  const manifest = JSON.parse(files.get('manifest.json') ?? '') as { files: object[] } // our own
  manifest.files = [...files]
    .filter(([name]) => name !== 'manifest.json')
    .map(([name, text]) => {
      const bytes = Buffer.from(text, 'latin1')
      return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    })
  return files.set('manifest.json', JSON.stringify(manifest))
}

const change = (name: string, from: string | RegExp, to: string) => (files: Map<string, string>) => {
  const text = files.get(name) ?? ''
  const changed = text.replace(from, to)
  expect(changed, `${name} has no ${from}`).not.toBe(text)
  files.set(name, changed)
}
const attachment = [...parts.keys()].find((name) => name.endsWith('.txt')) ?? ''
const picture = [...parts.keys()].find((name) => name.endsWith('.png')) ?? ''
const line = (index: number) => (files: Map<string, string>) => {
  const lines = (files.get('log.jsonl') ?? '').split('\n')
  lines.splice(index, 1)
  files.set('log.jsonl', lines.join('\n'))
}

test('what SitRep wrote has no fault', async () => {
  expect(await faultsIn(good)).toEqual([])
  expect(await faultsIn(await zipped(parts))).toEqual([])
})

test.each<[what: string, tamper: (files: Map<string, string>) => unknown, fault: string]>([
  [
    'a word of the log',
    change('log.jsonl', 'Connections 118', 'Connections 119'),
    'log.jsonl was changed: its hash is another one.',
  ],
  ['a longer report', change('report.md', 'Rolled back', 'Never rolled back'), 'report.md has'],
  ['the PDF', change('report.pdf', '1.7', '1.4'), 'report.pdf was changed: its hash is another one.'],
  ['a missing attachment', (files) => files.delete(picture), `${picture} is missing.`],
  ['a file more', (files) => files.set('notes.txt', 'x'), 'notes.txt is not named by the manifest.'],
  ['a missing form', (files) => files.delete('report.pdf'), 'report.pdf is missing.'],
  ['no manifest', (files) => files.delete('manifest.json'), 'manifest.json is missing.'],
  [
    'another head',
    change('manifest.json', /"headHash": "\w{6}/, '"headHash": "000000'),
    'The head of the log is not the one that the manifest names.',
  ],
  [
    'another name',
    change('manifest.json', '"ref": "INC-1"', '"ref": "INC-7"'),
    'The log is of INC-1; the manifest says INC-7.',
  ],
  [
    'another length',
    change('manifest.json', /"entries": \d+/, '"entries": 3'),
    'entries; the manifest says 3.',
  ],
  [
    'another format',
    change('manifest.json', '"version": 1', '"version": 2'),
    'manifest.json cannot be read: version',
  ],
  [
    'a script as origin',
    change('manifest.json', /"origin": "[^"]+"/, '"origin": "javascript:alert(1)"'),
    'manifest.json cannot be read: origin',
  ],
])('found: %s', async (_, tamper, fault) => {
  const files = new Map(parts)
  tamper(files)
  expect((await faultsIn(await zipped(files))).join('\n')).toContain(fault)
})

test.each<[what: string, tamper: (files: Map<string, string>) => unknown, fault: string]>([
  [
    'a word of the log',
    change('log.jsonl', 'Connections 118', 'Connections 119'),
    'Entry 4 of the log: its text was changed.',
  ],
  ['an entry left out', line(4), 'Entry 5 of the log: entry 5 is missing: entry 6 stands in its place.'],
  ['a cut tail', line(-2), 'entries; the manifest says'],
  ['half a last line', change('log.jsonl', /.{9}$/s, ''), 'log.jsonl does not end with a whole line.'],
  [
    'a space more',
    change('log.jsonl', '{"body":', '{ "body":'),
    'Line 1 of log.jsonl is not written as SitRep writes it.',
  ],
  [
    'words back in a redacted entry',
    change('log.jsonl', '"text":"[redacted]"', '"text":"[redacted]!"'),
    'it was redacted, and words stand in it.',
  ],
  [
    'a redaction that nobody did',
    change('log.jsonl', /("part":\d+,"redactedAt":)null/, '$1"2026-05-14T12:00:00.000Z"'),
    'Entry 1 of the log: only half of it says that it was redacted.',
  ],
  [
    'a version',
    change('record.json', 'Logins failed, twice.', 'Logins failed, once..'),
    'Version 2 of the report was changed: its hash is another one.',
  ],
  [
    'a version called redacted',
    change('record.json', /"redactedAt": null/, '"redactedAt": "2026-05-14T12:00:00.000Z"'),
    'was redacted, and no entry says so.',
  ],
  ['a version left out', change('record.json', /"version": 2,/, '"version": 9,'), 'is missing.'],
  [
    'a file’s size',
    change('record.json', '"size": 15', '"size": 14'),
    'differs from what the entry says of it.',
  ],
  [
    'a file’s bytes',
    (files) => files.set(attachment, 'pid 4711'),
    `${attachment} has 8 bytes; its entry says 15.`,
  ],
  [
    'a stray attachment',
    (files) => files.set('attachments/99-x.txt', 'x'),
    'attachments/99-x.txt belongs to no entry.',
  ],
  [
    'a field more',
    change('record.json', '"versions":', '"more": 1, "versions":'),
    'record.json cannot be read',
  ],
  [
    'a report of another log',
    change('report.json', /"headHash": "\w{6}/, '"headHash": "000000'),
    'report.json was made from another log',
  ],
  ['a report that is none', (files) => files.set('report.json', '[['), 'report.json is no JSON.'],
  [
    'a report of another incident',
    change('post-mortem.json', '"ref": "INC-1"', '"ref": "INC-2"'),
    'post-mortem.json is of another incident.',
  ],
  [
    'a delivery of no entry',
    change('record.json', /("kind": "report",\s+"seq": )\d+/, '$1999'),
    'A delivery names entry 999',
  ],
  ['bytes that are no text', (files) => files.set('log.jsonl', '\xff\xfe'), 'log.jsonl is no text.'],
  [
    'a nesting without end',
    (files) =>
      files.set(
        'log.jsonl',
        `{"body":{"a":${'['.repeat(1e5)}${']'.repeat(1e5)},"seq":1},"bodyHash":"${'0'.repeat(64)}","hash":"${'0'.repeat(64)}","part":0,"redactedAt":null}\n`,
      ),
    'Entry 1 of the log: its text was changed.',
  ],
])('found although every hash of the manifest is right: %s', async (_, tamper, fault) => {
  const files = new Map(parts)
  tamper(files)
  expect((await faultsIn(await zipped(withRightHashes(files)))).join('\n')).toContain(fault)
})

/** Names of the same length, so that every offset stays. */
const renamed = (from: string, to: string) => {
  expect(to.length).toBe(from.length)
  return Buffer.from(good.toString('latin1').replaceAll(from, to), 'latin1')
}

async function compressed(text: string): Promise<Buffer> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(text), 'manifest.json', { compress: true })
  zip.end()
  return await buffer(zip.outputStream as AsyncIterable<Buffer> & NodeJS.ReadableStream)
}

/** The list of files claims the manifest to be so large. */
function claiming(size: number): Buffer {
  const bytes = Buffer.from(good)
  const at = bytes.lastIndexOf('manifest.json') - 46
  bytes.writeUInt32LE(size, at + 20)
  bytes.writeUInt32LE(size, at + 24)
  return bytes
}

test.each<[what: string, bytes: () => Buffer | Promise<Buffer>, fault: RegExp]>([
  ['nothing', () => Buffer.alloc(0), /no zip file/],
  ['a text', () => Buffer.from('<html>Sign in</html>'), /no zip file/],
  ['its first half', () => good.subarray(0, good.length / 2), /no zip file/],
  ['its end missing', () => good.subarray(0, -1), /no zip file/],
  ['its start missing', () => good.subarray(200), /cannot be read/],
  ['a name that leads out', () => renamed('log.jsonl', '../xjsonl'), /cannot be read/],
  ['an absolute name', () => renamed('log.jsonl', '/og.jsonl'), /cannot be read/],
  ['a backslash', () => renamed('log.jsonl', '..\\xjsonl'), /cannot be read/],
  ['a drive', () => renamed('log.jsonl', 'C:/xjsonl'), /cannot be read|no name of a file/],
  ['a folder in a folder', () => renamed('log.jsonl', 'a/b/jsonl'), /no name of a file in a bundle/],
  ['a folder', () => renamed('log.jsonl', 'logjsonl/'), /no name of a file in a bundle/],
  ['a line end in a name', () => renamed('log.jsonl', 'log\njsonl'), /no name of a file in a bundle/],
  ['two of one name', () => renamed('report.md', 'log.jsonl'), /It holds log\.jsonl twice\./],
  ['a bomb', async () => await compressed('0'.repeat(1e7)), /manifest\.json is compressed/],
  ['a size beyond its own', () => claiming(4_000_000_000), /claim to be larger/],
  ['a size beyond its place', () => claiming(good.length - 4000), /claim to be larger|cannot be read/],
  ['a byte that rotted', () => renamed('Northfield', 'Northfiend'), /cannot be read|changed/],
])('refused in plain words: %s', async (_, bytes, fault) => {
  const before = (await readdir(folder)).length
  const [first = '', ...more] = await faultsIn(await bytes())
  expect(first).toMatch(fault)
  expect(more.length).toBeLessThan(5)
  expect(first).toMatch(/\.$/)
  // The file under test, and nothing that it might have unpacked.
  expect((await readdir(folder)).length).toBe(before + 1)
})

test('a file that is not there, and a folder', async () => {
  expect((await checkBundle(join(folder, 'none.zip'))).faults[0]).toMatch(/^There is no file/)
  expect((await checkBundle(folder)).faults[0]).toMatch(/folder|no zip/)
})

test('what is at fault is not imported, nor what is dressed up as a picture', async () => {
  const path = join(folder, 'bad.zip')
  const operator = systemActor('command-line')
  await writeFile(path, good.subarray(0, -1))
  await expect(importBundle(operator, path)).rejects.toMatchObject({
    code: 'invalid',
    message: 'This bundle is not imported. It is no zip file, or its end is missing.',
  })
  await kit.sql(`begin; set local session_replication_role = replica; delete from incidents; delete from entries;
    delete from files; delete from role_spans; delete from follow_ups; delete from deliveries;
    delete from document_versions; delete from document_sections; delete from document_comments; commit`)
  const page = '<script>alert(document.domain)</script>'.padEnd(70)
  await writeFile(path, await zipped(withRightHashes(new Map(parts).set(picture, page))))
  await expect(importBundle(operator, path)).rejects.toMatchObject({
    message: `This bundle is not imported. ${picture} is no image/png.`,
  })
  const titled = new Map(parts)
  change('record.json', 'Set lock_timeout', 'Set \\u0000lock_timeout')(titled)
  await writeFile(path, await zipped(withRightHashes(titled)))
  await expect(importBundle(operator, path)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^This bundle is not imported\. The database refuses what stands in it: .*0x00/,
    ),
  })
  // Nothing of any of them stayed.
  expect(await kit.sql('select 1 from incidents union all select 1 from files')).toEqual([])
  await writeFile(path, good)
  expect(await importBundle(operator, path)).toMatchObject({ ref })
})
