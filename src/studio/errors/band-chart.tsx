import { useMemo } from 'react';
import { BinField } from '../charts/bin-field.tsx';
import { Plot } from '../charts/plot.tsx';
import type { ValueRange } from '../store/error-view-state.ts';
import { formatNumber, formatSigned } from '../ui/format.ts';
import { BandPlot } from './band-plot.tsx';
import { type BoxFigures, boxesOf } from './box-figures.ts';
import { partWords, rangeWords } from './brush-words.ts';
import { ChartHead } from './chart-head.tsx';
import type { ErrorView } from './use-error-view.ts';
import { usePacedMap } from './use-paced-map.ts';
import { binOf, binsWithin, rangeOf, type ValueBins } from './value-bins.ts';

interface BandChartProps {
  readonly view: ErrorView;
  /** What the error is shown by, in the order of the cells. */
  readonly values: Float32Array;
  readonly bins: ValueBins;
  readonly unit: string;
  /** "distance from the serving sector". */
  readonly by: string;
  /** Of the values that are brushed here; null where others are. */
  readonly brushed: ValueRange | null;
  /** The brush of a range; null lets it go. */
  readonly onBrush: (range: ValueRange | null) => void;
}

/** The error by something else: median and quartiles bin by bin, and how many cells each has. */
export function BandChart({ view, values, bins, unit, by, brushed, onBrush }: BandChartProps) {
  const { errorDb } = view.cells;
  const hold = usePacedMap();
  const [all, some] = useMemo(() => {
    const groupOf = Int16Array.from(values, (value) => binOf(bins, value));
    const boxes = (selected: Uint8Array | null) => boxesOf(errorDb, groupOf, bins.count, selected);
    return [boxes(null), view.selected && boxes(view.selected)];
  }, [bins, errorDb, values, view.selected]);
  const counts = all.map(({ count }) => count);
  const chosen = brushed && binsWithin(bins, brushed);
  const width = `${formatNumber(bins.width, bins.width % 1 === 0 ? 0 : 1)} ${unit === 'm' ? 'm' : 'dB'}`;
  return (
    <section className="error-chart" aria-label={`Error by ${by}`}>
      <ChartHead title={`Error by ${by}`} what={`errors by ${by}`} rows={() => rowsOf(bins, unit, all)}>
        line: median, band: quartiles, below: cells in bins of {width}
      </ChartHead>
      <Plot
        label={`Median and quartiles of predicted less measured by ${by}, and the number of cells`}
        over={(area) => (
          <BinField
            area={area}
            label={`${by.charAt(0).toUpperCase()}${by.slice(1)} in bins of ${width}`}
            columns={bins.count}
            chosen={chosen && { fromColumn: chosen.from, toColumn: chosen.to, fromRow: 0, toRow: 0 }}
            start={{ column: counts.indexOf(Math.max(...counts)), row: 0 }}
            wordsOf={({ column }) =>
              `${rangeWords(rangeOf(bins, column, column), unit)}: ${boxWords(all[column]!, some?.[column]?.count)}`
            }
            onChoose={(box) => onBrush(box && rangeOf(bins, box.fromColumn, box.toColumn))}
            onHold={hold}
          />
        )}
      >
        {(area) => <BandPlot area={area} bins={bins} unit={unit} all={all} some={some} />}
      </Plot>
    </section>
  );
}

function boxWords({ count, q1, median, q3 }: BoxFigures, selected: number | undefined): string {
  if (count === 0) return partWords(0, undefined);
  const quartiles = `${formatSigned(q1, 1)} to ${formatSigned(q3, 1)}`;
  return `${partWords(count, selected)}, median ${formatSigned(median, 1)} dB (${quartiles})`;
}

function rowsOf(bins: ValueBins, unit: string, all: readonly BoxFigures[]): readonly (readonly string[])[] {
  return [
    [`from [${unit}]`, `to [${unit}]`, 'cells', 'quartile 1 [dB]', 'median [dB]', 'quartile 3 [dB]'],
    ...all.map(({ count, q1, median, q3 }, i) => [
      ...[0, 1].map((end) => formatNumber(bins.low + (i + end) * bins.width, bins.width % 1 === 0 ? 0 : 1)),
      ...[String(count), formatNumber(q1, 1), formatNumber(median, 1), formatNumber(q3, 1)],
    ]),
  ];
}
