import { type MouseEvent, useMemo } from 'react';
import { breakdown } from '../../metrics/breakdown.ts';
import { BoxAxis, BoxShape } from '../charts/box-plot.tsx';
import { brushCells } from '../store/error-view-actions.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';
import { type BoxFigures, boxesOf } from './box-figures.ts';
import type { CellGroups } from './cell-groups.ts';
import type { ErrorCells } from './error-cells.ts';
import { type ErrorView, useCellGroups, useGrouping } from './use-error-view.ts';

interface ClassRow {
  readonly name: string;
  readonly box: BoxFigures;
  readonly bias: number;
  readonly rmse: number;
  /** Of the selected cells in it; null while there is no selection. */
  readonly selected: BoxFigures | null;
}

/** The error class by class as box plots; a class is selected by its name. */
export function ClassView({ view }: { readonly view: ErrorView }) {
  const { cells, brush, selected } = view;
  const grouping = useGrouping();
  const groups = useCellGroups(cells, grouping);
  const rows = useMemo(() => (groups ? classRows(cells, groups, selected) : []), [cells, groups, selected]);
  const low = Math.floor(Math.min(0, ...rows.map(({ box }) => box.p5)) / 5) * 5;
  const high = Math.ceil(Math.max(0, ...rows.map(({ box }) => box.p95)) / 5) * 5;
  const at = (db: number) => (100 * (db - low)) / (high - low || 1);
  const chosen = brush?.kind === 'class' && brush.grouping === grouping ? brush.names : [];
  const take = (event: MouseEvent, name: string) => {
    const adds = event.ctrlKey || event.metaKey || event.shiftKey;
    const others = chosen.filter((other) => other !== name);
    const letGo = chosen.includes(name) && (adds || others.length === 0);
    const names = [...(adds ? others : []), ...(letGo ? [] : [name])];
    brushCells(names.length > 0 ? { kind: 'class', grouping, names } : null);
  };
  return (
    <div className="error-classes">
      <table className="wide-table">
        <thead>
          <tr>
            <th scope="col" className="words">
              Class
            </th>
            <th scope="col">n</th>
            <th scope="col" className="box-column">
              <BoxAxis low={low} high={high} at={at} />
            </th>
            <th scope="col">Median</th>
            <th scope="col">Bias</th>
            <th scope="col">RMSE</th>
            <th scope="col">Selected</th>
            <th scope="col">
              <CopyButton what="errors by class" rows={() => copied(rows)} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} aria-selected={chosen.includes(row.name)}>
              <th scope="row" className="words">
                <button
                  type="button"
                  className="text-button"
                  aria-pressed={chosen.includes(row.name)}
                  onClick={(event) => take(event, row.name)}
                >
                  {row.name}
                </button>
              </th>
              <td>{formatCount(row.box.count)}</td>
              <td className="box-column">
                <BoxPlot row={row} zero={at(0)} at={at} />
              </td>
              <td>{formatSigned(row.box.median, 1)} dB</td>
              <td>{formatSigned(row.bias, 1)} dB</td>
              <td>{formatNumber(row.rmse, 1)} dB</td>
              <td>{row.selected ? formatCount(row.selected.count) : '–'}</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="card-foot">
        Box: quartiles and median of the error; whiskers: 5 % and 95 %. A click on a class selects its cells, with Ctrl
        or Shift several.
      </p>
    </div>
  );
}

function classRows(
  cells: ErrorCells,
  { names, groupOf }: CellGroups,
  selected: Uint8Array | null,
): readonly ClassRow[] {
  const all = boxesOf(cells.errorDb, groupOf, names.length, null);
  const some = selected && boxesOf(cells.errorDb, groupOf, names.length, selected);
  const figures = breakdown(cells.predictedDbm, cells.measuredDbm, groupOf, names, { policy: 'covered' });
  return names.flatMap((name, i) => {
    const of = figures.find((row) => row.name === name)?.metrics;
    return of ? [{ name, box: all[i]!, bias: of.bias, rmse: of.rmse, selected: some?.[i] ?? null }] : [];
  });
}

interface BoxPlotProps {
  readonly row: ClassRow;
  readonly zero: number;
  readonly at: (db: number) => number;
}

/** Of a selection in colour, over the class in grey. */
function BoxPlot({ row: { name, box, selected }, zero, at }: BoxPlotProps) {
  const { p5, q1, median, q3, p95 } = box;
  const words = `quartiles ${formatSigned(q1, 1)} and ${formatSigned(q3, 1)} dB, 5 % ${formatSigned(p5, 1)}, 95 % ${formatSigned(p95, 1)} dB, median ${formatSigned(median, 1)} dB`;
  return (
    <svg
      className="box-plot"
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${name}: ${words}`}
    >
      <path d={`M${zero} 0V24`} className="box-zero" />
      <BoxShape box={box} at={at} quiet={selected !== null} half={7} />
      {selected && selected.count > 0 && <BoxShape box={selected} at={at} quiet={false} half={4} />}
    </svg>
  );
}

function copied(rows: readonly ClassRow[]): readonly (readonly string[])[] {
  const figure = (db: number) => formatNumber(db, 2);
  return [
    ['class', 'cells', '5 % [dB]', 'quartile 1', 'median', 'quartile 3', '95 %', 'bias', 'RMSE', 'selected'],
    ...rows.map(({ name, box: { count, p5, q1, median, q3, p95 }, bias, rmse, selected }) => [
      ...[name, String(count)],
      ...[p5, q1, median, q3, p95, bias, rmse].map(figure),
      String(selected?.count ?? ''),
    ]),
  ];
}
