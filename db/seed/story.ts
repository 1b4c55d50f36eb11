/**
 * Reads the stories: plain text, one incident after another, one command a line.
 *
 *     === Customers cannot log in
 *     SEV2 real 34:57 ago
 *     from: Mara Lindqvist, Support | web form      who reported it | the source
 *     declared: mara 0:29                           who declared it, how long after the report
 *     reported: The words of the report
 *     who: … / how: …                               only where it was said at once; `unknown` is "not yet known"
 *
 *     1:08 priya ack                                time after the report, person, verb
 *     12:20 tomasz deploy @-9:40: What happened     `@`: claimed to have occurred then
 *     | service: web | to: v847                     details of the line above
 *       A line that begins with two spaces goes on with the text.
 */

/** One command of a story: `at` and `occurred` as offsets from the report, `text` with its line breaks. */
export type Step = {
  at: string
  by: string
  verb: string
  args: string[]
  occurred: string | null
  text: string
  details: Record<string, string>
}

export type Story = {
  topic: string
  severity: string
  kind: string
  when: string
  header: Record<string, string>
  steps: Step[]
}

/** Reads the stories of one file, in its order. Throws on a line that is none. */
export function readStories(text: string): Story[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => readStory(part.trimEnd().split('\n')))
}

function readStory([topic = '', setting = '', ...lines]: string[]): Story {
  const match = /^(SEV[123]) (real|drill) (.+)$/.exec(setting)
  if (!match) throw new Error(`${topic}: the second line names severity, kind and time`)
  const [, severity = '', kind = '', when = ''] = match
  const blank = lines.indexOf('')
  const header = Object.fromEntries(lines.slice(0, blank).map((line) => split(line, ': ')))
  return { topic, severity, kind, when, header, steps: readSteps(lines.slice(blank + 1)) }
}

function readSteps(lines: string[]): Step[] {
  const steps: Step[] = []
  for (const line of lines) {
    const last = steps.at(-1)
    if (line === '' || line.startsWith('  ')) {
      if (last) last.text += `\n${line.slice(2)}`
    } else if (line.startsWith('| ')) {
      for (const detail of line.slice(2).split(' | ')) {
        const [name, value] = split(detail, ': ')
        if (last) last.details[name] = value
      }
    } else steps.push(readStep(line))
  }
  return steps
}

function readStep(line: string): Step {
  const [head, text] = split(line, ': ')
  const [at = '', by = '', verb = '', ...rest] = head.split(' ')
  const claimed = rest.find((word) => word.startsWith('@'))
  const args = rest.filter((word) => word !== claimed)
  return { at, by, verb, args, occurred: claimed?.slice(1) ?? null, text, details: {} }
}

function split(line: string, by: string): [string, string] {
  const at = line.indexOf(by)
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + by.length)]
}
