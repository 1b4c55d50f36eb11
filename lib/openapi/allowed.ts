import { apiRoutes } from './routes.ts'

/** Streams stay open, so that there is nothing to be told of them without their body. */
const isStream = /\/stream$/

/** The methods that an address of the API answers, for the Allow header; null when it is none of its addresses. */
export function allowedMethods(path: string): string[] | null {
  // An address that is written out wins over one with a parameter in the same place.
  const rows = byPattern.find(({ pattern }) => pattern.test(path))?.methods
  return rows ?? null
}

const byPattern = [...new Set(apiRoutes.map(({ path }) => path))]
  .toSorted((a, b) => Number(a.includes('{')) - Number(b.includes('{')))
  .map((path) => ({ pattern: patternOf(path), methods: methodsOf(path) }))

function patternOf(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => part.replaceAll('.', String.raw`\.`))
  return new RegExp(`^${parts.join('[^/]+')}$`)
}

function methodsOf(path: string): string[] {
  const own = apiRoutes.filter((route) => route.path === path).map(({ method }): string => method)
  return own.includes('GET') && !isStream.test(path) ? [...own, 'HEAD'].sort() : own
}
