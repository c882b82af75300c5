import { formatNumber } from '../ui/format.ts';
import { ticksOf } from './ticks.ts';

/** Size and margins of a small chart, in its own units. */
export const CHART = { width: 320, height: 150, left: 40, right: 10, top: 8, bottom: 22 } as const;

/** Places values of the horizontal axis. */
export function placeX(low: number, high: number): (value: number) => number {
  return (value) => CHART.left + ((CHART.width - CHART.left - CHART.right) * (value - low)) / (high - low || 1);
}

/** Places values of the vertical axis. */
export function placeY(low: number, high: number): (value: number) => number {
  return (value) =>
    CHART.height - CHART.bottom - ((CHART.height - CHART.top - CHART.bottom) * (value - low)) / (high - low || 1);
}

interface XAxisProps {
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

/** Numbers along the lower edge, the unit at its end. */
export function XAxis({ low, high, unit }: XAxisProps) {
  const x = placeX(low, high);
  const ticks = ticksOf(low, high, 7);
  const end = CHART.width - CHART.right;
  // The unit has the corner.
  const shown = ticks.filter((value) => x(value) < end - 34 || unit === '');
  const digits = (ticks[1] ?? 1) - (ticks[0] ?? 0) < 1 ? 1 : 0;
  return (
    <>
      <path d={`M${CHART.left} ${CHART.height - CHART.bottom}H${end}`} stroke="var(--line-strong)" />
      {shown.map((value) => (
        <text key={value} x={x(value)} y={CHART.height - 7} textAnchor="middle" className="tick">
          {formatNumber(value, digits)}
        </text>
      ))}
      <text x={end} y={CHART.height - 7} textAnchor="end" className="tick">
        {unit}
      </text>
    </>
  );
}
