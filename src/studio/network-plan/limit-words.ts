import type { ListedLimits } from '../../planning/antennas/listed-limits.ts';
import { formatNumber } from '../ui/format.ts';

const degrees = (value: number) => `${formatNumber(value, value % 1 === 0 ? 0 : 1)}°`;

/** What a list says of one sector; nothing of what it leaves to the limits of all. */
export function ownLimitWords({
  tiltDeg: [low, high],
  azimuthRangeDeg,
}: Pick<ListedLimits['sectors'][number], 'tiltDeg' | 'azimuthRangeDeg'>): string {
  const range = azimuthRangeDeg === null ? '' : `±${degrees(azimuthRangeDeg)}`;
  return [tiltWords(low, high), range].filter((words) => words !== '').join(', ');
}

function tiltWords(low: number | null, high: number | null): string {
  if (low === null) return high === null ? '' : `up to ${degrees(high)}`;
  return high === null ? `from ${degrees(low)}` : `${formatNumber(low, low % 1 === 0 ? 0 : 1)} to ${degrees(high)}`;
}
