import { type LegendContent, wholeOf } from '../results/legend-content.ts';
import type { ScaleName } from '../results/value-scale.ts';
import { formatArea, formatShare } from '../ui/format.ts';
import { BreakField } from './break-field.tsx';

interface LegendTableProps {
  readonly content: LegendContent;
  /** Backgrounds beside the classes. */
  readonly swatches: readonly string[];
  readonly cellSizeM: number;
  /** The scale whose edges are fields. */
  readonly edited: ScaleName | null;
}

/** Classes with area and share; of two maps, the share of each. */
export function LegendTable({ content, swatches, cellSizeM, edited }: LegendTableProps) {
  const { labels, columns } = content;
  const single = columns.length === 1;
  const area = (n: number) => formatArea(n * cellSizeM ** 2);
  const shares = (of: (column: LegendContent['columns'][number]) => number) =>
    columns.map((column) => (
      <td key={column.name}>{column.counts ? formatShare(of(column), wholeOf(column)) : '–'}</td>
    ));
  const counted = (n: number | undefined) => (columns[0]?.counts ? area(n ?? 0) : '–');
  return (
    <table data-continuous={swatches[0]?.startsWith('linear') ?? false}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">colour</span>
          </th>
          <th scope="col">outdoors</th>
          {single && <th scope="col">area</th>}
          {columns.map(({ name }) => (
            <th scope="col" key={name} title={name}>
              {single ? 'share' : <span className="legend-side clipped">{name}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((label, i) => (
          // What is edited must stay the same row while its words change.
          <tr key={edited ? i : label}>
            <td>
              <span className="swatch" style={{ background: swatches[i] }} />
            </td>
            <td>{edited ? <BreakField name={edited} row={i} label={label} /> : label}</td>
            {single && <td className="quiet">{counted(columns[0]?.counts?.cells[i])}</td>}
            {shares(({ counts }) => counts?.cells[i] ?? 0)}
          </tr>
        ))}
        <tr>
          <td>
            <span className="swatch no-data" />
          </td>
          <td>no data</td>
          {single && <td className="quiet">{counted(columns[0]?.counts?.noData)}</td>}
          {columns.map((column) => (
            <td key={column.name}>
              {column.ofData ? '' : column.counts ? formatShare(column.counts.noData, wholeOf(column)) : '–'}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
