import { kindGroups } from '#components/incident/log/kind-groups.ts'
import type { LogToolsProps } from '#components/incident/log/log-tools.tsx'
import { ToolFrame } from '#components/incident/log/tool-frame.tsx'

/** Kinds of entries, any of them together. */
export function KindsTool({ filter, onFilter, onClose }: LogToolsProps) {
  const isOn = (kinds: readonly string[]) => kinds.every((kind) => filter.kinds.includes(kind))
  const toggle = (kinds: readonly string[]) => {
    const rest = filter.kinds.filter((kind) => !kinds.includes(kind))
    onFilter({ ...filter, kinds: isOn(kinds) ? rest : [...rest, ...kinds] })
  }
  return (
    <ToolFrame name="Kinds of entries" onClose={onClose}>
      <ul className="flex flex-wrap gap-1.5">
        {kindGroups.map(({ name, kinds }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={isOn(kinds)}
              className={`btn btn-sm font-medium ${isOn(kinds) ? 'border-accent bg-accent-soft' : ''}`}
              onClick={() => toggle(kinds)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </ToolFrame>
  )
}
