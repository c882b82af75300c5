import { useMemo } from 'react';
import { BinField } from '../charts/bin-field.tsx';
import { across, BottomAxis, Plot, type PlotArea, SideAxis, SideUnit, upwards } from '../charts/plot.tsx';
import { brushCells } from '../store/error-view-actions.ts';
import type { Brush } from '../store/error-view-state.ts';
import { formatCount, formatNumber } from '../ui/format.ts';
import { partWords, rangeWords } from './brush-words.ts';
import { ChartHead } from './chart-head.tsx';
import { type LevelDensity, levelDensity } from './level-density.ts';
import type { ErrorView } from './use-error-view.ts';
import { usePacedMap } from './use-paced-map.ts';
import { binsWithin, rangeOf, type ValueBins } from './value-bins.ts';

/** Cells by measured and predicted level, with the line on which they are the same. */
export function DensityChart({ view, bins }: { readonly view: ErrorView; readonly bins: ValueBins }) {
  const hold = usePacedMap();
  const all = useMemo(() => levelDensity(bins, view.cells, null), [bins, view.cells]);
  const some = useMemo(
    () => view.selected && levelDensity(bins, view.cells, view.selected),
    [bins, view.cells, view.selected],
  );
  const high = bins.low + bins.count * bins.width;
  const fullest = all.counts.indexOf(all.most);
  const at = (bin: number) => rangeWords(rangeOf(bins, bin, bin), 'dBm');
  return (
    <section className="error-chart" aria-label="Predicted against measured level">
      <ChartHead title="Predicted against measured level" what="the density" rows={() => densityRows(all, some)}>
        <span className="key dashed" /> the same · bins of {formatNumber(bins.width, bins.width % 1 === 0 ? 0 : 1)} dB,
        the fullest has {formatCount(all.most)}
      </ChartHead>
      <Plot
        label="Cells by measured level, to the right, and predicted level, upwards; the table beside has the figures"
        over={(area) => (
          <BinField
            area={area}
            label="Bins of measured and predicted level"
            columns={bins.count}
            rows={bins.count}
            chosen={chosenBox(view.brush, bins)}
            start={{ column: fullest % bins.count, row: Math.floor(fullest / bins.count) }}
            wordsOf={({ column, row }) => {
              const index = row * bins.count + column;
              return `measured ${at(column)}\npredicted ${at(row)}\n${partWords(all.counts[index]!, some?.counts[index])}`;
            }}
            onChoose={(box) =>
              brushCells(
                box && {
                  kind: 'levels',
                  measuredDbm: rangeOf(bins, box.fromColumn, box.toColumn),
                  predictedDbm: rangeOf(bins, box.fromRow, box.toRow),
                },
              )
            }
            onHold={hold}
          />
        )}
      >
        {(area) => (
          <>
            <SideAxis area={area} low={bins.low} high={high} />
            <DensityCells area={area} density={all} most={all.most} quiet={some !== null} />
            {some && <DensityCells area={area} density={some} most={all.most} quiet={false} />}
            <path d={`M${area.left} ${area.bottom}L${area.right} ${area.top}`} className="error-fit" />
            <SideUnit area={area} unit="predicted dBm" />
            <BottomAxis area={area} low={bins.low} high={high} unit="measured dBm" />
          </>
        )}
      </Plot>
    </section>
  );
}

function chosenBox(brush: Brush | null, bins: ValueBins) {
  if (brush?.kind !== 'levels') return null;
  const columns = binsWithin(bins, brush.measuredDbm);
  const rows = binsWithin(bins, brush.predictedDbm);
  return columns && rows && { fromColumn: columns.from, toColumn: columns.to, fromRow: rows.from, toRow: rows.to };
}

interface DensityCellsProps {
  readonly area: PlotArea;
  readonly density: LevelDensity;
  /** What is drawn in full. */
  readonly most: number;
  readonly quiet: boolean;
}

function DensityCells({ area, density: { bins, counts }, most, quiet }: DensityCellsProps) {
  const x = across(area, 0, bins.count);
  const y = upwards(area, 0, bins.count);
  return (
    <g className={quiet ? 'density quiet' : 'density'}>
      {Array.from(counts, (count, index) => {
        if (count === 0) return null;
        const column = index % bins.count;
        const row = Math.floor(index / bins.count);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
            key={index}
            x={x(column)}
            y={y(row + 1)}
            width={x(column + 1) - x(column)}
            height={y(row) - y(row + 1)}
            // By the root, so that few cells are seen beside many.
            fillOpacity={(0.14 + 0.86 * Math.sqrt(count / most)).toFixed(3)}
          />
        );
      })}
    </g>
  );
}

function densityRows({ bins, counts }: LevelDensity, some: LevelDensity | null): readonly (readonly string[])[] {
  const edge = (bin: number) => formatNumber(bins.low + bin * bins.width, 1);
  return [
    ['measured from [dBm]', 'predicted from [dBm]', 'cells', 'selected'],
    ...Array.from(counts).flatMap((count, index) =>
      count === 0
        ? []
        : [
            [
              ...[edge(index % bins.count), edge(Math.floor(index / bins.count)), String(count)],
              String(some?.counts[index] ?? ''),
            ],
          ],
    ),
  ];
}
