/** What a page asks while somebody looks for something: its answers are kept by one client, loaded at first need. */
import { QueryClient } from '@tanstack/react-query'

/** Answers stay good for a minute; what failed is tried once more. */
export const askClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: 1 } } })

/** For what is looked for as it is typed: asked anew each time, and until the answer is there the last one stands. */
export const whileTyping = {
  staleTime: 0,
  placeholderData: <Answer>(before: Answer | undefined) => before,
}
