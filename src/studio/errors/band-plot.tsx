import { across, BottomAxis, type PlotArea, SideAxis, SideUnit, upwards } from '../charts/plot.tsx';
import { StackedBars } from '../charts/stacked-bars.tsx';
import type { BoxFigures } from './box-figures.ts';
import type { ValueBins } from './value-bins.ts';

/** Height of the strip of counts below the errors, as a share. */
const STRIP = 0.24;

interface BandPlotProps {
  readonly area: PlotArea;
  readonly bins: ValueBins;
  /** Of the bins. */
  readonly unit: string;
  readonly all: readonly BoxFigures[];
  readonly some: readonly BoxFigures[] | null;
}

/** Errors above, counts of cells in a strip below them. */
export function BandPlot({ area, bins, unit, all, some }: BandPlotProps) {
  const parting = area.bottom - STRIP * (area.bottom - area.top);
  const upper = { ...area, bottom: parting - 6 };
  const lower = { ...area, top: parting };
  const filled = [...all, ...(some ?? [])].filter(({ count }) => count > 0);
  const low = Math.min(0, ...filled.map(({ q1 }) => q1)) - 1;
  const high = Math.max(0, ...filled.map(({ q3 }) => q3)) + 1;
  const x = (bin: number) => across(area, 0, bins.count)(bin);
  const y = upwards(upper, low, high);
  const counts = (of: readonly BoxFigures[]) => of.map(({ count }) => count);
  return (
    <>
      <SideAxis area={upper} low={low} high={high} />
      <path d={`M${area.left} ${y(0)}H${area.right}`} stroke="var(--muted)" />
      <Bands boxes={all} x={x} y={y} quiet={some !== null} />
      {some && <Bands boxes={some} x={x} y={y} quiet={false} />}
      <StackedBars
        counts={counts(all)}
        selected={some && counts(some)}
        x={x}
        y={upwards(lower, 0, Math.max(...counts(all)))}
      />
      <text x={area.left - 6} y={(lower.top + lower.bottom) / 2 + 3.5} textAnchor="end" className="tick">
        n
      </text>
      <SideUnit area={upper} unit="dB" />
      <BottomAxis area={area} low={bins.low} high={bins.low + bins.count * bins.width} unit={unit} />
    </>
  );
}

interface BandsProps {
  readonly boxes: readonly BoxFigures[];
  readonly x: (bin: number) => number;
  readonly y: (db: number) => number;
  readonly quiet: boolean;
}

/** Quartiles as a band, the median as a line, each as wide as its bin. */
function Bands({ boxes, x, y, quiet }: BandsProps) {
  const steps = boxes.map((box, bin) => ({ ...box, left: x(bin).toFixed(1), right: x(bin + 1).toFixed(1) }));
  const filled = steps.filter(({ count }) => count > 0);
  const band = filled.map(
    ({ left, right, q1, q3 }) => `M${left} ${y(q1).toFixed(1)}V${y(q3).toFixed(1)}H${right}V${y(q1).toFixed(1)}Z`,
  );
  const median = steps.map(({ left, right, count, median: at }, i) => {
    if (count === 0) return '';
    const joins = (steps[i - 1]?.count ?? 0) > 0;
    return joins ? `V${y(at).toFixed(1)}H${right}` : `M${left} ${y(at).toFixed(1)}H${right}`;
  });
  return (
    <>
      <path d={band.join('')} className={quiet ? 'error-band quiet' : 'error-band'} />
      <path d={median.join('')} className={quiet ? 'chart-line quiet-line' : 'chart-line'} />
    </>
  );
}
