import { errorMetrics } from '../../metrics/error-metrics.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';
import type { DriveRecord } from './drive-record.ts';

/** Minutes and seconds of a drive, with hours where it takes them. */
export function clockWords(timeS: number): string {
  const whole = Math.floor(timeS);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** One sample as pairs of a name and what it says. */
export function sampleWords(
  record: DriveRecord,
  measured: MeasurementsView,
  sectorIds: readonly string[],
  at: number,
): readonly (readonly [string, string])[] {
  const { route, timeS, alongM, measuredDbm, predictedDbm, server } = record;
  const cell = measured.cell[route.from + at] ?? -1;
  const predicted = predictedDbm[at]!;
  const by = sectorIds[server[at]!];
  const without = Number.isNaN(predicted);
  return [
    ...(timeS ? [['Time', clockWords(timeS[at]!)] as const] : []),
    ['Way', `${formatNumber(alongM[at]!, 0)} m`],
    ...(timeS ? [['Speed', speedWords(record, at)] as const] : []),
    ['Measured', `${formatNumber(measuredDbm[at]!, 1)} dBm${cell >= 0 ? ` · ${measured.cells[cell]}` : ''}`],
    ['Predicted', without ? 'no data' : `${formatNumber(predicted, 1)} dBm${by ? ` · ${by}` : ''}`],
    ['Predicted − measured', without ? '–' : `${formatSigned(predicted - measuredDbm[at]!, 1)} dB`],
  ];
}

/** Over the last samples up to this one; a receiver's position errs too much for one step. */
function speedWords({ timeS, alongM }: DriveRecord, at: number): string {
  const from = Math.max(0, at - 5);
  const seconds = timeS![at]! - timeS![from]!;
  return seconds > 0 ? `${formatNumber((3.6 * (alongM[at]! - alongM[from]!)) / seconds, 0)} km/h` : '–';
}

/** The drive as a whole, in one sentence. */
export function driveWords({ measuredDbm, predictedDbm }: DriveRecord): string {
  const { count, measured, mae, bias } = errorMetrics(predictedDbm, measuredDbm, { policy: 'covered' });
  const samples = `${formatCount(measured)} samples`;
  if (count === 0) return `${samples}, none of them where the map has data`;
  const missing = measured - count;
  const rest = missing > 0 ? `; ${formatCount(missing)} without prediction are left out` : '';
  return `${samples}: MAE ${formatNumber(mae, 1)} dB, bias ${formatSigned(bias, 1)} dB, sample by sample${rest}`;
}

/** The drive as a table, to be copied. */
export function driveRows(
  record: DriveRecord,
  measured: MeasurementsView,
  sectorIds: readonly string[],
): readonly (readonly string[])[] {
  const { route, timeS, alongM, measuredDbm, predictedDbm, server, roofM } = record;
  const rounded = (value: number, digits: number) => (Number.isNaN(value) ? '' : value.toFixed(digits));
  return [
    ['time [s]', 'way [m]', 'measured [dBm]', 'cell', 'predicted [dBm]', 'server', 'roof beside [m]'],
    ...Array.from(alongM, (way, i) => [
      ...[timeS ? rounded(timeS[i]!, 2) : '', rounded(way, 1), rounded(measuredDbm[i]!, 1)],
      ...[measured.cells[measured.cell[route.from + i]!] ?? '', rounded(predictedDbm[i]!, 1)],
      ...[sectorIds[server[i]!] ?? '', rounded(roofM[i]!, 1)],
    ]),
  ];
}
