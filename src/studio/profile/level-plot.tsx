import { ticksOf } from '../charts/ticks.ts';
import { formatNumber } from '../ui/format.ts';
import type { ProfileData } from './profile-data.ts';

interface LevelPlotProps {
  readonly data: ProfileData;
  readonly x: (distanceM: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

/** Predicted level as a line, broken where there is no data, and what was measured beside the line as points. */
export function LevelPlot({ data, x, top, bottom, right }: LevelPlotProps) {
  const levels = [
    ...data.samples.flatMap(({ levelDbm }) => (levelDbm === null ? [] : [levelDbm])),
    ...data.measured.map(({ levelDbm }) => levelDbm),
  ];
  if (levels.length === 0)
    return (
      <text x={x(0)} y={(top + bottom) / 2} className="tick">
        No level along the line
      </text>
    );
  const low = Math.floor((Math.min(...levels) - 2) / 5) * 5;
  const high = Math.ceil((Math.max(...levels) + 2) / 5) * 5;
  const y = (dbm: number) => bottom - ((bottom - top) * (dbm - low)) / (high - low);
  return (
    <>
      {ticksOf(low, high, 3).map((dbm) => (
        <g key={dbm}>
          <path d={`M${x(0)} ${y(dbm)}H${right}`} stroke="var(--line)" />
          <text x={x(0) - 6} y={y(dbm) + 3.5} textAnchor="end" className="tick">
            {formatNumber(dbm, 0)}
          </text>
        </g>
      ))}
      <text x={4} y={top - 6} className="tick">
        dBm
      </text>
      {data.measured.map(({ distanceM, levelDbm }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: points have no name, and their order stays
        <circle key={i} cx={x(distanceM)} cy={y(levelDbm)} r={2} className="profile-measured" />
      ))}
      <path d={levelPath(data, x, y)} className="chart-line" />
    </>
  );
}

function levelPath({ samples }: ProfileData, x: (m: number) => number, y: (dbm: number) => number): string {
  let path = '';
  let drawing = false;
  for (const { distanceM, levelDbm } of samples) {
    if (levelDbm !== null) path += `${drawing ? 'L' : 'M'}${x(distanceM).toFixed(1)} ${y(levelDbm).toFixed(1)}`;
    drawing = levelDbm !== null;
  }
  return path;
}
