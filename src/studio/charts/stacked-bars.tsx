interface StackedBarsProps {
  readonly counts: readonly number[];
  /** The part of each that is selected; null while nothing is. */
  readonly selected: readonly number[] | null;
  /** Left edge of a bar, or of the place after the last. */
  readonly x: (bar: number) => number;
  readonly y: (count: number) => number;
}

/** Bars of counts: of a selection its part in colour, over the whole in grey. */
export function StackedBars({ counts, selected, x, y }: StackedBarsProps) {
  return (
    <>
      <path className={selected ? 'chart-bars quiet-bars' : 'chart-bars'} d={barsPath(counts, x, y)} />
      {selected && <path className="chart-bars" d={barsPath(selected, x, y)} />}
    </>
  );
}

function barsPath(counts: readonly number[], x: (bar: number) => number, y: (count: number) => number): string {
  return counts
    .map((count, i) => {
      if (count === 0) return '';
      const gap = Math.min(0.75, (x(i + 1) - x(i)) / 6);
      const [left, right] = [(x(i) + gap).toFixed(1), (x(i + 1) - gap).toFixed(1)];
      // One cell of many is still seen.
      const top = Math.min(y(count), y(0) - 0.75).toFixed(1);
      return `M${left} ${y(0).toFixed(1)}V${top}H${right}V${y(0).toFixed(1)}Z`;
    })
    .join('');
}
