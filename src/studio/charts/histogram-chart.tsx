import { formatNumber } from '../ui/format.ts';
import { CHART, placeX, placeY, XAxis } from './chart-frame.tsx';
import { ticksOf } from './ticks.ts';

/** One spread, in shares of its whole. */
export interface Spread {
  readonly name: string;
  /** Share of every bin, 0..1. */
  readonly shares: readonly number[];
}

interface HistogramChartProps {
  readonly label: string;
  readonly unit: string;
  readonly low: number;
  readonly binWidth: number;
  /** The first is what is looked at; a second stands behind it in grey. */
  readonly spreads: readonly Spread[];
}

/** Shares by bin as bars. */
export function HistogramChart({ label, unit, low, binWidth, spreads }: HistogramChartProps) {
  const bins = spreads[0]?.shares.length ?? 0;
  const high = low + bins * binWidth;
  const most = Math.max(0.001, ...spreads.flatMap(({ shares }) => shares));
  const x = placeX(low, high);
  const y = placeY(0, most);
  const ticks = ticksOf(0, most, 3);
  const digits = (ticks[1] ?? 1) < 0.01 ? 1 : 0;
  return (
    <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={label}>
      {ticks.map((share) => (
        <g key={share}>
          <path d={`M${CHART.left} ${y(share)}H${CHART.width - CHART.right}`} stroke="var(--line)" />
          <text x={CHART.left - 6} y={y(share) + 3.5} textAnchor="end" className="tick">
            {formatNumber(100 * share, digits)} %
          </text>
        </g>
      ))}
      {[...spreads].reverse().map(({ name, shares }) => (
        <path
          key={name}
          className={name === spreads[0]?.name ? 'chart-bars' : 'chart-bars quiet-bars'}
          d={shares.map((share, i) => bar(x(low + i * binWidth), x(low + (i + 1) * binWidth), y(share), y(0))).join('')}
        />
      ))}
      <XAxis low={low} high={high} unit={unit} />
    </svg>
  );
}

function bar(left: number, right: number, top: number, bottom: number): string {
  if (bottom - top < 0.05) return '';
  const gap = Math.min(0.75, (right - left) / 6);
  return `M${(left + gap).toFixed(1)} ${bottom.toFixed(1)}V${top.toFixed(1)}H${(right - gap).toFixed(1)}V${bottom.toFixed(1)}Z`;
}
