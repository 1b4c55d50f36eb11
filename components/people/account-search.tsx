import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/field.tsx'

/** Finds accounts by a part of name or address. Works without scripts. */
export function AccountSearch({ q }: { q: string }) {
  return (
    <form action="/settings/people" className="mb-4 flex max-w-[440px] items-end gap-2">
      <TextField
        label="Name or e-mail"
        name="q"
        type="search"
        defaultValue={q}
        maxLength={120}
        className="flex-1"
      />
      <Button type="submit" className="h-10">
        Search
      </Button>
    </form>
  )
}
