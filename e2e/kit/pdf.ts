import { getDocumentProxy } from 'unpdf'

export type ReadPdf = {
  title: string
  tagged: boolean
  /** Millimetres, of the first page. */
  size: { width: number; height: number }
  /** The text of each page in the order of the file, white space made one space. */
  pages: string[]
  /** Every address that a link of the document leads to. */
  links: string[]
  /** Every font that a page uses, and whether its glyphs stand in the file. */
  fonts: { name: string; embedded: boolean }[]
}

/** Reads a PDF back with a library of its own, so that a test needs no program of the system. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const { info } = await document.getMetadata()
  const markInfo = await document.getMarkInfo()
  const [pages, links]: [string[], string[]] = [[], []]
  const fonts = new Map<string, boolean>()
  let size = { width: 0, height: 0 }
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    if (number === 1) {
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view
      size = { width: millimetres(right - left), height: millimetres(top - bottom) }
    }
    const { items } = await page.getTextContent()
    pages.push(textOf(items).replace(/\s+/g, ' ').trim())
    for (const { url } of await page.getAnnotations()) if (typeof url === 'string') links.push(url)
    const { argsArray } = await page.getOperatorList()
    for (const name of fontNames(argsArray)) {
      if (!page.commonObjs.has(name)) continue
      const font = page.commonObjs.get(name)
      fonts.set(font.name, !font.missingFile)
    }
  }
  await document.loadingTask.destroy()
  return {
    // pdf.js types the dictionary of a document as an object; Title is a text there or absent.
    title: String((info as { Title?: string }).Title ?? ''),
    tagged: markInfo?.Marked ?? false,
    ...{ size, pages, links },
    fonts: Array.from(fonts, ([name, embedded]) => ({ name, embedded })),
  }
}

/** The text alone, page by page: several times as quick. */
export async function readPdfText(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(textOf(items).replace(/\s+/g, ' ').trim())
  }
  await document.loadingTask.destroy()
  return pages
}

type Item = { str: string; hasEOL: boolean; transform: number[]; width: number }

/** pdf.js tells lines apart, but not pieces that were drawn as forms of their own: a gap between two is a space. */
function textOf(items: readonly (Item | object)[]): string {
  let [text, end, line] = ['', 0, 0]
  for (const item of items) {
    if (!('str' in item)) continue
    const [, , , height = 0, x = 0, y = 0] = item.transform
    const apart = Math.abs(y - line) > 1 || Math.abs(x - end) > Math.abs(height) / 8
    text += `${apart ? ' ' : ''}${item.str}${item.hasEOL ? '\n' : ''}`
    ;[end, line] = [x + item.width, y]
  }
  return text
}

/** pdf.js calls the fonts that it has loaded g_d0_f1, g_d0_f2 …; they are set by the operators of a page. */
function fontNames(operators: unknown[]): string[] {
  return operators.flatMap((args) =>
    Array.isArray(args) && typeof args[0] === 'string' && /_f\d+$/.test(args[0]) ? [args[0]] : [],
  )
}

const millimetres = (points: number) => Math.round((points / 72) * 25.4)
