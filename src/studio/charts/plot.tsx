import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { rem, rootScale } from '../store/root-scale.ts';
import { formatNumber } from '../ui/format.ts';
import { ticksOf } from './ticks.ts';

/** Where values are drawn, in units of the drawing: px at a 16 px root. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface PlotProps {
  readonly label: string;
  /** What lies over the drawing and takes pointer and keys. */
  readonly over?: (area: PlotArea) => ReactNode;
  readonly children: (area: PlotArea) => ReactNode;
}

const MARGIN = { left: 46, right: 14, top: 6, bottom: 20 } as const;

/** A drawing that fills its place. */
export function Plot({ label, over, children }: PlotProps) {
  const { ref, ...size } = useElementSize();
  const scale = rootScale();
  const [width, height] = [size.width / scale, size.height / scale];
  const area = {
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, width - MARGIN.right),
    top: MARGIN.top,
    bottom: Math.max(MARGIN.top + 1, height - MARGIN.bottom),
  };
  return (
    <div className="plot" ref={ref}>
      {width > 0 && height > 0 && (
        <>
          <svg
            className="chart"
            viewBox={`0 0 ${width} ${height}`}
            width={rem(width)}
            height={rem(height)}
            role="img"
            aria-label={label}
          >
            {children(area)}
          </svg>
          {over?.(area)}
        </>
      )}
    </div>
  );
}

/** Places values from left to right. */
export function across({ left, right }: PlotArea, low: number, high: number): (value: number) => number {
  return (value) => left + ((right - left) * (value - low)) / (high - low || 1);
}

/** Places values from the bottom to the top. */
export function upwards({ top, bottom }: PlotArea, low: number, high: number): (value: number) => number {
  return (value) => bottom - ((bottom - top) * (value - low)) / (high - low || 1);
}

interface AxisProps {
  readonly area: PlotArea;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
}

/** Numbers along the lower edge, the unit at its end. */
export function BottomAxis({ area, low, high, unit }: AxisProps) {
  const x = across(area, low, high);
  const ticks = ticksOf(low, high, Math.max(3, Math.floor((area.right - area.left) / 56)));
  const digits = (ticks[1] ?? 1) - (ticks[0] ?? 0) < 1 ? 1 : 0;
  return (
    <>
      <path d={`M${area.left} ${area.bottom}H${area.right}`} stroke="var(--line-strong)" />
      {ticks
        // The unit has the corner.
        .filter((value) => x(value) < area.right - 22 - 7 * unit.length)
        .map((value) => (
          <text key={value} x={x(value)} y={area.bottom + 14} textAnchor="middle" className="tick">
            {formatNumber(value, digits)}
          </text>
        ))}
      <text x={area.right} y={area.bottom + 14} textAnchor="end" className="tick">
        {unit}
      </text>
    </>
  );
}

/** Lines across with their numbers at the left; their unit is drawn apart, over what is plotted. */
export function SideAxis({ area, low, high }: Omit<AxisProps, 'unit'>) {
  const y = upwards(area, low, high);
  const ticks = ticksOf(low, high, Math.max(3, Math.floor((area.bottom - area.top) / 26)));
  const digits = (ticks[1] ?? 1) - (ticks[0] ?? 0) < 1 ? 1 : 0;
  return (
    <>
      {ticks.map((value) => (
        <g key={value}>
          <path d={`M${area.left} ${y(value)}H${area.right}`} stroke="var(--line)" />
          <text x={area.left - 6} y={y(value) + 3.5} textAnchor="end" className="tick">
            {formatNumber(value, digits)}
          </text>
        </g>
      ))}
    </>
  );
}

/** What the numbers at the left are of. */
export function SideUnit({ area, unit }: Pick<AxisProps, 'area' | 'unit'>) {
  return (
    <text x={area.left + 4} y={area.top + 8} className="tick plot-unit">
      {unit}
    </text>
  );
}
