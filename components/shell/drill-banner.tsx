/** On every page of a drill. It pins itself to the top and draws the plum frame; it cannot be dismissed. */
export function DrillBanner() {
  return (
    <div className="drill-bar" role="status">
      <div className="flex h-full items-stretch">
        <span className="hatch w-6 flex-none lg:w-24" aria-hidden="true" />
        <p className="bg-drill text-13 text-drill-on flex flex-1 items-center justify-center gap-3 px-3 text-center">
          <b className="font-bold tracking-[.08em]">DRILL</b>
          <span className="hidden sm:inline">This is an exercise. No customers are affected.</span>
          <span className="whitespace-nowrap sm:hidden">No customers affected</span>
        </p>
        <span className="hatch w-6 flex-none lg:w-24" aria-hidden="true" />
      </div>
    </div>
  )
}
