import { formatNumber } from '../ui/format.ts';
import { CHART, placeX, placeY, XAxis } from './chart-frame.tsx';

/** A distribution: share of values up to the upper edge of every bin. */
export interface Distribution {
  readonly name: string;
  readonly shares: readonly number[];
}

interface CdfChartProps {
  readonly label: string;
  readonly unit: string;
  readonly low: number;
  readonly binWidth: number;
  readonly distributions: readonly Distribution[];
}

const TICKS = [0, 0.5, 1];

/** Shares of values that are no greater, as lines. */
export function CdfChart({ label, unit, low, binWidth, distributions }: CdfChartProps) {
  const bins = distributions[0]?.shares.length ?? 0;
  const high = low + bins * binWidth;
  const x = placeX(low, high);
  const y = placeY(0, 1);
  return (
    <svg viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={label}>
      {TICKS.map((share) => (
        <g key={share}>
          <path d={`M${CHART.left} ${y(share)}H${CHART.width - CHART.right}`} stroke="var(--line)" />
          <text x={CHART.left - 6} y={y(share) + 3.5} textAnchor="end" className="tick">
            {formatNumber(100 * share, 0)} %
          </text>
        </g>
      ))}
      {[...distributions].reverse().map(({ name, shares }) => (
        <path
          key={name}
          className={name === distributions[0]?.name ? 'chart-line' : 'chart-line quiet-line'}
          d={`M${x(low)} ${y(0)}${shares.map((share, i) => `L${x(low + (i + 1) * binWidth).toFixed(1)} ${y(share).toFixed(1)}`).join('')}`}
        />
      ))}
      <XAxis low={low} high={high} unit={unit} />
    </svg>
  );
}
