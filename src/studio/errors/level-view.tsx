import { useMemo } from 'react';
import type { ErrorMetrics } from '../../metrics/error-metrics.ts';
import { NumbersTable } from '../statistics/numbers-table.tsx';
import { brushCells } from '../store/error-view-actions.ts';
import type { Brush } from '../store/error-view-state.ts';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';
import { BandChart } from './band-chart.tsx';
import { DensityChart } from './density-chart.tsx';
import { errorFigures } from './error-cells.ts';
import { levelBins } from './level-density.ts';
import type { ErrorView } from './use-error-view.ts';
import { roundBins } from './value-bins.ts';

const WIDTHS_DB = [2.5, 5, 10, 20];
const MOST_BINS = 24;
const ANY = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** How predicted levels go with measured ones, and how far they are off at weak and at strong ones. */
export function LevelView({ view }: { readonly view: ErrorView }) {
  const { measuredDbm } = view.cells;
  const bins = useMemo(() => levelBins(view.cells), [view.cells]);
  const measuredBins = useMemo(() => roundBins(measuredDbm, WIDTHS_DB, MOST_BINS), [measuredDbm]);
  return (
    <div className="error-charts with-figures">
      {bins && <DensityChart view={view} bins={bins} />}
      {measuredBins && (
        <BandChart
          view={view}
          values={measuredDbm}
          bins={measuredBins}
          unit="dBm"
          by="measured level"
          brushed={brushedLevels(view.brush)}
          onBrush={(range) => brushCells(range && { kind: 'levels', measuredDbm: range, predictedDbm: ANY })}
        />
      )}
      <LevelFigures view={view} />
    </div>
  );
}

/** The measured levels of a brush that takes any predicted one. */
function brushedLevels(brush: Brush | null) {
  if (brush?.kind !== 'levels') return null;
  const { low, high } = brush.predictedDbm;
  return Number.isFinite(low) || Number.isFinite(high) ? null : brush.measuredDbm;
}

const FIGURES: readonly (readonly [string, (of: ErrorMetrics) => string])[] = [
  ['cells', ({ count }) => formatCount(count)],
  ['RMSE', ({ rmse }) => `${formatNumber(rmse, 1)} dB`],
  ['MAE', ({ mae }) => `${formatNumber(mae, 1)} dB`],
  ['bias', ({ bias }) => `${formatSigned(bias, 1)} dB`],
  ['σ', ({ sigma }) => `${formatNumber(sigma, 1)} dB`],
  ['correlation', ({ pcc }) => formatNumber(pcc, 2)],
];

/** Figures of all cells, and of those that are selected. */
function LevelFigures({ view: { cells, selected } }: { readonly view: ErrorView }) {
  const all = errorFigures(cells, null);
  const some = selected && errorFigures(cells, selected);
  return (
    <section className="error-figures" aria-label="Figures of the error">
      <NumbersTable
        head={['', 'all', ...(some ? ['selected'] : [])]}
        rows={FIGURES.map(([name, of]) => [name, of(all), ...(some ? [of(some)] : [])])}
      />
    </section>
  );
}
