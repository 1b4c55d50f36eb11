/** The small pages on which people subscribe, confirm and leave: a sentence, and at most one thing to do. Pure. */
import { type Frame, head } from './document.ts'
import { escaped } from './escape.ts'

/** `title` is a sentence of its own; all of it is plain text. */
export type SmallPage = {
  title: string
  words: string
  /** A field for an address, a button, or nothing to do. */
  form?: { button: string; action: string; field?: { value: string; error: string | null } }
  /** The address of the page of the link. */
  back?: string
}

/** The page as HTML, on behalf of `organisation`. */
export function smallPage(page: SmallPage, organisation: string, frame: Frame): string {
  const { title, words, form, back } = page
  return `${head(title.replace(/\.$/, ''), frame)}
<body><div class="page"><header><p><b>${escaped(organisation)}</b> <span>status</span></p></header>
<main class="plain"><h1>${escaped(title)}</h1><p class="lead">${escaped(words)}</p>${form ? formOf(form) : ''}${back ? `<p class="of"><a href="${escaped(back)}">Back to the updates</a></p>` : ''}</main></div></body></html>
`
}

function formOf({ button, action, field }: NonNullable<SmallPage['form']>): string {
  return `<form method="post" action="${escaped(action)}">${field ? fieldOf(field) : ''}<button>${escaped(button)}</button></form>`
}

function fieldOf({ value, error }: { value: string; error: string | null }): string {
  const wrong = error ? ' aria-invalid="true" aria-describedby="wrong"' : ''
  return `<label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="email" autocapitalize="none" spellcheck="false" required maxlength="254" value="${escaped(value)}"${wrong}>${error ? `<p id="wrong" class="wrong">${escaped(error)}</p>` : ''}`
}
