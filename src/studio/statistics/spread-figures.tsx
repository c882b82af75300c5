import { CdfChart } from '../charts/cdf-chart.tsx';
import { HistogramChart } from '../charts/histogram-chart.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount, formatNumber } from '../ui/format.ts';
import { NumbersTable } from './numbers-table.tsx';
import { cumulative, type Spread, type ValueStatistics } from './value-statistics.ts';

interface SpreadFiguresProps {
  readonly kind: 'histogram' | 'cdf';
  readonly title: string;
  readonly unit: string;
  /** Of outdoor values, over the same bins; the first is what is looked at. */
  readonly spreads: readonly Spread[];
}

/** A spread as a chart, with its figures in words and the same numbers in a table. */
export function SpreadFigures({ kind, title, unit, spreads }: SpreadFiguresProps) {
  const heading = kind === 'cdf' ? `${title}, cumulative` : `${title}, histogram`;
  const what = kind === 'cdf' ? 'distribution' : 'histogram';
  const [first] = spreads;
  if (!first) return null;
  const { low, binWidth } = first.histogram;
  const columns = spreads.map(({ name, histogram }) => ({
    name,
    shares: kind === 'cdf' ? cumulative(histogram) : histogram.counts.map((count) => count / (histogram.total || 1)),
  }));
  const edge = (i: number) => formatNumber(low + i * binWidth, binWidth < 1 ? 1 : 0);
  const head = [kind === 'cdf' ? `up to [${unit}]` : `from … to [${unit}]`, ...columns.map(({ name }) => name)];
  const rows = (columns[0]?.shares ?? []).map((_, i) => [
    kind === 'cdf' ? edge(i + 1) : `${edge(i)} … ${edge(i + 1)}`,
    ...columns.map(({ shares }) => `${formatNumber(100 * shares[i]!, 2)} %`),
  ]);
  const label = `${heading}: ${spreads.map((s) => `${s.name}, ${sentence(s.statistics, unit)}`).join('; ')}`;
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
          {spreads.map(({ name, statistics: of }, i) => (
            <div key={name}>
              {spreads.length > 1 && <span className={i === 0 ? 'key accent' : 'key'} />}
              {spreads.length > 1 && `${name}: `}
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

function moments({ count, mean, sigma }: ValueStatistics, unit: string): string {
  return `mean ${formatNumber(mean, 1)} ${unit}, σ ${formatNumber(sigma, 1)} ${unit === 'dBm' ? 'dB' : unit}, n ${formatCount(count)}`;
}

function percentiles({ p5, median, p95 }: ValueStatistics, unit: string): string {
  return `5 % ${formatNumber(p5, 1)}, median ${formatNumber(median, 1)}, 95 % ${formatNumber(p95, 1)} ${unit}`;
}

function sentence(of: ValueStatistics, unit: string): string {
  return `${moments(of, unit)}, ${percentiles(of, unit)}`;
}
