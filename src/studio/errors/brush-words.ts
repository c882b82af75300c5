import type { ErrorMetrics } from '../../metrics/error-metrics.ts';
import type { Brush, ValueRange } from '../store/error-view-state.ts';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';

/** What is selected, in words. */
export function brushWords(brush: Brush): string {
  switch (brush.kind) {
    case 'error':
      return `error ${rangeWords(brush.errorDb, 'dB')}`;
    case 'levels':
      return levelWords(brush.measuredDbm, brush.predictedDbm);
    case 'distance':
      return `distance ${rangeWords(brush.distanceM, 'm')}`;
    case 'class':
      return brush.names.join(', ');
    case 'map':
      return 'box on the map';
  }
}

/** Levels that may be of any value are left out. */
function levelWords(measuredDbm: ValueRange, predictedDbm: ValueRange): string {
  const limits = [
    { name: 'measured', range: measuredDbm },
    { name: 'predicted', range: predictedDbm },
  ].filter(({ range }) => Number.isFinite(range.low) || Number.isFinite(range.high));
  return limits.map(({ name, range }) => `${name} ${rangeWords(range, 'dBm')}`).join(', ') || 'any level';
}

export function rangeWords({ low, high }: ValueRange, unit: string): string {
  const words = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1);
  const [from, to] = [Number.isFinite(low), Number.isFinite(high)];
  if (from && to) return `${words(low)} to ${words(high)} ${unit}`;
  if (from) return `${words(low)} ${unit} and more`;
  return to ? `below ${words(high)} ${unit}` : 'of any value';
}

/** "1 cell", "1,204 cells". */
export function cellsWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'cell' : 'cells'}`;
}

/** The figures of some cells, where there are any. */
export function figuresWords({ count, rmse, bias, sigma }: ErrorMetrics): string {
  if (count === 0) return '';
  return `RMSE ${formatNumber(rmse, 1)} dB, bias ${formatSigned(bias, 1)} dB, σ ${formatNumber(sigma, 1)} dB`;
}

/** "12 of 120 cells selected", or "120 cells". */
export function partWords(count: number, selected: number | undefined): string {
  return selected === undefined ? cellsWords(count) : `${formatCount(selected)} of ${cellsWords(count)} selected`;
}
