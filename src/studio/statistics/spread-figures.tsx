import { useMemo } from 'react';
import { CdfChart } from '../charts/cdf-chart.tsx';
import { HistogramChart } from '../charts/histogram-chart.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount, formatNumber } from '../ui/format.ts';
import { NumbersTable } from './numbers-table.tsx';
import { binsOf, cumulative, spreadOver, type ValueStatistics, valueStatistics } from './value-statistics.ts';

export interface NamedValues {
  readonly name: string;
  readonly values: Float32Array;
}

interface SpreadFiguresProps {
  readonly kind: 'histogram' | 'cdf';
  readonly title: string;
  readonly unit: string;
  /** Outdoor values; the first is what is looked at. */
  readonly sets: readonly NamedValues[];
}

/** A spread as a chart, with its figures in words and the same numbers in a table. */
export function SpreadFigures({ kind, title, unit, sets }: SpreadFiguresProps) {
  const { bins, spreads, statistics } = useMemo(() => spreadsOf(sets), [sets]);
  const heading = kind === 'cdf' ? `${title}, cumulative` : `${title}, histogram`;
  const what = kind === 'cdf' ? 'distribution' : 'histogram';
  if (!bins) return null;
  const { low, binWidth } = bins;
  const columns = spreads.map(({ name, counts, total }) => ({
    name,
    shares: kind === 'cdf' ? cumulative({ low, binWidth, counts, total }) : counts.map((count) => count / (total || 1)),
  }));
  const edge = (i: number) => formatNumber(low + i * binWidth, binWidth < 1 ? 1 : 0);
  const head = [kind === 'cdf' ? `up to [${unit}]` : `from … to [${unit}]`, ...columns.map(({ name }) => name)];
  const rows = (columns[0]?.shares ?? []).map((_, i) => [
    kind === 'cdf' ? edge(i + 1) : `${edge(i)} … ${edge(i + 1)}`,
    ...columns.map(({ shares }) => `${formatNumber(100 * shares[i]!, 2)} %`),
  ]);
  const label = `${heading}: ${statistics.map((s, i) => `${sets[i]?.name}, ${sentence(s, unit)}`).join('; ')}`;
  return (
    <section className="statistic" aria-label={heading}>
      <div className="statistic-head">
        <h3>{heading}</h3>
        <CopyButton what={what} rows={() => [head, ...rows]} />
      </div>
      <figure className="chart">
        {kind === 'cdf' ? (
          <CdfChart label={label} unit={unit} low={low} binWidth={binWidth} distributions={columns} />
        ) : (
          <HistogramChart label={label} unit={unit} low={low} binWidth={binWidth} spreads={columns} />
        )}
        <figcaption>
          {statistics.map((of, i) => (
            <div key={sets[i]?.name}>
              {sets.length > 1 && <span className={i === 0 ? 'key accent' : 'key'} />}
              {sets.length > 1 && `${sets[i]?.name}: `}
              {kind === 'cdf' ? percentiles(of, unit) : moments(of, unit)}
            </div>
          ))}
        </figcaption>
        <details>
          <summary>As a table</summary>
          <NumbersTable head={head} rows={rows} />
        </details>
      </figure>
    </section>
  );
}

function spreadsOf(sets: readonly NamedValues[]) {
  const bins = binsOf(sets.map(({ values }) => values));
  return {
    bins,
    spreads: bins ? sets.map(({ name, values }) => ({ name, ...spreadOver(values, bins) })) : [],
    statistics: sets.map(({ values }) => valueStatistics(values)),
  };
}

function moments({ count, mean, sigma }: ValueStatistics, unit: string): string {
  return `mean ${formatNumber(mean, 1)} ${unit}, σ ${formatNumber(sigma, 1)} dB, n ${formatCount(count)}`;
}

function percentiles({ p5, median, p95 }: ValueStatistics, unit: string): string {
  return `5 % ${formatNumber(p5, 1)}, median ${formatNumber(median, 1)}, 95 % ${formatNumber(p95, 1)} ${unit}`;
}

function sentence(of: ValueStatistics, unit: string): string {
  return `${moments(of, unit)}, ${percentiles(of, unit)}`;
}
