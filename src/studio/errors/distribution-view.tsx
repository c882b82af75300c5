import { useMemo } from 'react';
import { BinField } from '../charts/bin-field.tsx';
import { across, BottomAxis, Plot, type PlotArea, SideAxis, SideUnit, upwards } from '../charts/plot.tsx';
import { StackedBars } from '../charts/stacked-bars.tsx';
import { brushCells } from '../store/error-view-actions.ts';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';
import { partWords, rangeWords } from './brush-words.ts';
import { CdfView } from './cdf-view.tsx';
import { ChartHead } from './chart-head.tsx';
import { type NormalFit, normalDensity, normalFit } from './normal-fit.ts';
import type { ErrorView } from './use-error-view.ts';
import { usePacedMap } from './use-paced-map.ts';
import { binsWithin, countBins, rangeOf, roundBins, type ValueBins } from './value-bins.ts';

const WIDTHS_DB = [0.5, 1, 2, 5, 10, 20];
const MOST_BINS = 60;

/** How errors are spread: histogram with the normal distribution of their mean and spread, and how many are within what. */
export function DistributionView({ view }: { readonly view: ErrorView }) {
  const { errorDb } = view.cells;
  const bins = useMemo(() => roundBins(errorDb, WIDTHS_DB, MOST_BINS), [errorDb]);
  return (
    <div className="error-charts two">
      {bins && <Histogram view={view} bins={bins} />}
      <CdfView view={view} />
    </div>
  );
}

function Histogram({ view, bins }: { readonly view: ErrorView; readonly bins: ValueBins }) {
  const { errorDb } = view.cells;
  const hold = usePacedMap();
  const fit = useMemo(() => normalFit(errorDb), [errorDb]);
  const counts = useMemo(() => countBins(bins, errorDb, null), [bins, errorDb]);
  const selected = useMemo(
    () => view.selected && countBins(bins, errorDb, view.selected),
    [bins, errorDb, view.selected],
  );
  const most = Math.max(...counts, errorDb.length * bins.width * (normalDensity(fit, fit.mean) || 0));
  const high = bins.low + bins.count * bins.width;
  const chosen = view.brush?.kind === 'error' ? binsWithin(bins, view.brush.errorDb) : null;
  const edge = (bin: number) => bins.low + bin * bins.width;
  const words = `mean ${formatSigned(fit.mean, 1)} dB, σ ${formatNumber(fit.sigma, 1)} dB, n ${formatCount(errorDb.length)}`;
  const rows = () => [
    ['from [dB]', 'to [dB]', 'cells', 'selected', 'normal fit'],
    ...counts.map((count, i) => [
      ...[formatNumber(edge(i), 1), formatNumber(edge(i + 1), 1), String(count), String(selected?.[i] ?? '')],
      formatNumber(errorDb.length * bins.width * normalDensity(fit, edge(i + 0.5)), 1),
    ]),
  ];
  return (
    <section className="error-chart" aria-label="Histogram of the error">
      <ChartHead title="Predicted − measured" what="the histogram" rows={rows}>
        <span className="key dashed" /> normal fit: {words}
      </ChartHead>
      <Plot
        label={`Histogram of predicted less measured with its normal fit: ${words}`}
        over={(area) => (
          <BinField
            area={area}
            label={`Error in bins of ${formatNumber(bins.width, bins.width < 1 ? 1 : 0)} dB`}
            columns={bins.count}
            chosen={chosen && { fromColumn: chosen.from, toColumn: chosen.to, fromRow: 0, toRow: 0 }}
            start={{ column: counts.indexOf(Math.max(...counts)), row: 0 }}
            wordsOf={({ column }) =>
              `${rangeWords(rangeOf(bins, column, column), 'dB')}: ${partWords(counts[column]!, selected?.[column])}`
            }
            onChoose={(box) =>
              brushCells(box && { kind: 'error', errorDb: rangeOf(bins, box.fromColumn, box.toColumn) })
            }
            onHold={hold}
          />
        )}
      >
        {(area) => (
          <>
            <SideAxis area={area} low={0} high={most * 1.06} />
            <StackedBars
              counts={counts}
              selected={selected}
              x={(bar) => across(area, bins.low, high)(edge(bar))}
              y={upwards(area, 0, most * 1.06)}
            />
            <FitCurve
              area={area}
              fit={fit}
              low={bins.low}
              high={high}
              scale={errorDb.length * bins.width}
              most={most * 1.06}
            />
            <SideUnit area={area} unit="cells" />
            <BottomAxis area={area} low={bins.low} high={high} unit="dB" />
          </>
        )}
      </Plot>
    </section>
  );
}

interface FitCurveProps {
  readonly area: PlotArea;
  readonly fit: NormalFit;
  readonly low: number;
  readonly high: number;
  /** Cells by unit of density. */
  readonly scale: number;
  readonly most: number;
}

function FitCurve({ area, fit, low, high, scale, most }: FitCurveProps) {
  if (!(fit.sigma > 0)) return null;
  const x = across(area, low, high);
  const y = upwards(area, 0, most);
  const points = Array.from({ length: 121 }, (_, i) => {
    const value = low + ((high - low) * i) / 120;
    return `${x(value).toFixed(1)} ${y(scale * normalDensity(fit, value)).toFixed(1)}`;
  });
  return <path d={`M${points.join('L')}`} className="error-fit" />;
}
