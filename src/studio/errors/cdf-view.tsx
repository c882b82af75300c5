import { useMemo } from 'react';
import { quantiles } from '../../metrics/cdf.ts';
import { across, BottomAxis, Plot, SideAxis, SideUnit, upwards } from '../charts/plot.tsx';
import { formatNumber } from '../ui/format.ts';
import { ChartHead } from './chart-head.tsx';
import type { ErrorView } from './use-error-view.ts';

/** Shares that the line is drawn through, 0 to 1. */
const SHARES = Array.from({ length: 101 }, (_, i) => i / 100);

/** Share of cells whose error is no greater, either way; of a selection in colour over all. */
export function CdfView({ view: { cells, selected } }: { readonly view: ErrorView }) {
  const all = useMemo(() => quantiles(cells.errorDb.map(Math.abs), SHARES), [cells]);
  const some = useMemo(
    () =>
      selected &&
      quantiles(
        cells.errorDb.map(Math.abs).filter((_, i) => selected[i] === 1),
        SHARES,
      ),
    [cells, selected],
  );
  const shown = some && !Number.isNaN(some[0]!) ? some : null;
  // The last in a hundred would squeeze the rest.
  const high = Math.max(1, all[99]!);
  const words = (of: readonly number[]) => [50, 90].map((at) => `${at} % ≤ ${formatNumber(of[at]!, 1)} dB`).join(', ');
  const rows = () => [
    ['share [%]', 'all, up to [dB]', ...(shown ? ['selected, up to [dB]'] : [])],
    ...SHARES.map((share, i) => [
      ...[formatNumber(100 * share, 0), formatNumber(all[i]!, 2)],
      ...(shown ? [formatNumber(shown[i]!, 2)] : []),
    ]),
  ];
  return (
    <section className="error-chart" aria-label="Distribution of the absolute error">
      <ChartHead title="|Error|, cumulative" what="the distribution" rows={rows}>
        {words(shown ?? all)}
        {shown && ' (selected)'}
      </ChartHead>
      <Plot
        label={`Share of cells by absolute error: ${words(all)}${shown ? `; of those selected ${words(shown)}` : ''}`}
      >
        {(area) => {
          const x = across(area, 0, high);
          const y = upwards(area, 0, 100);
          const path = (of: readonly number[]) =>
            `M${of
              .map((value, i) => `${Math.min(area.right, x(value)).toFixed(1)} ${y(100 * SHARES[i]!).toFixed(1)}`)
              .join('L')}`;
          return (
            <>
              <SideAxis area={area} low={0} high={100} />
              <path d={path(all)} className={shown ? 'chart-line quiet-line' : 'chart-line'} />
              {shown && <path d={path(shown)} className="chart-line" />}
              <SideUnit area={area} unit="%" />
              <BottomAxis area={area} low={0} high={high} unit="dB" />
            </>
          );
        }}
      </Plot>
    </section>
  );
}
