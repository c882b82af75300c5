import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ERROR_BINS } from '../../calibration/study/error-shares.ts';
import { METHOD_WORDS } from '../../calibration/study/method-id.ts';
import type { MethodSummary } from '../../calibration/study/summarise-study.ts';
import type { StudyTable } from '../../worker/study-protocol.ts';
import { BoxAxis, BoxShape } from '../charts/box-plot.tsx';
import { across, BottomAxis, Plot, SideAxis, upwards } from '../charts/plot.tsx';
import { boxesOf } from '../errors/box-figures.ts';
import { css, seriesColour } from '../map/colour-scales.ts';
import { useStudio } from '../store/studio-store.ts';
import { patchVerdict, useVerdict } from '../store/verdict-store.ts';
import { formatNumber } from '../ui/format.ts';
import { type ErrorLine, errorLines } from './error-lines.ts';
import { FileButtons } from './file-buttons.tsx';

/** Each method's error over sectors as box plots, and its distribution as lines: the paper's Figure 4. */
export function ErrorsView({ table }: { readonly table: StudyTable }) {
  return (
    <div className="verdict-charts">
      <Boxes table={table} />
      <Lines table={table} />
    </div>
  );
}

function Boxes({ table }: { readonly table: StudyTable }) {
  const rows = table.methods.filter(({ mae }) => mae.count > 0);
  const high = Math.max(5, Math.ceil(Math.max(...rows.map(({ mae }) => mae.max)) / 5) * 5);
  const at = (db: number) => (100 * db) / high;
  return (
    <section className="verdict-scroll" aria-label="Error over sectors">
      <table className="wide-table verdict-boxes">
        <thead>
          <tr>
            <th scope="col" className="words">
              MAE of {table.sectors} sector{table.sectors === 1 ? '' : 's'}
            </th>
            <th scope="col" className="box-column">
              <BoxAxis low={0} high={high} at={at} />
            </th>
            <th scope="col">median</th>
            <th scope="col">least, most</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <BoxRow key={row.method} row={row} at={at} />
          ))}
        </tbody>
      </table>
      <p className="card-foot">
        Box: quartiles and median over sectors; whiskers: 5 % and 95 %; dots: sectors, where they are few. A click
        brings a method to the front of the lines.
      </p>
      <FileButtons table={table} />
    </section>
  );
}

const FEW = 12;

function BoxRow({ row, at }: { readonly row: MethodSummary; readonly at: (db: number) => number }) {
  const chosen = useVerdict((s) => s.method === row.method);
  const values = Float32Array.from(row.bySector, ({ maeDb }) => maeDb);
  const [box] = boxesOf(values, new Int16Array(values.length), 1, null);
  const { label } = METHOD_WORDS[row.method];
  const words = `${label}: median ${formatNumber(row.mae.median, 2)} dB over ${row.sectors} sectors, from ${formatNumber(row.mae.min, 2)} to ${formatNumber(row.mae.max, 2)} dB`;
  return (
    <tr aria-selected={chosen}>
      <th scope="row" className="words">
        <button
          type="button"
          className="text-button"
          aria-pressed={chosen}
          onClick={() => patchVerdict({ method: chosen ? null : row.method })}
        >
          {label}
        </button>
      </th>
      <td className="box-column">
        <svg className="box-plot" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={words}>
          <BoxShape box={box!} at={at} quiet={false} half={6} />
          {row.bySector.length <= FEW &&
            row.bySector.map(({ sectorId, maeDb }) => (
              <path key={sectorId} d={`M${at(maeDb)} 9V15`} className="verdict-dot" />
            ))}
        </svg>
      </td>
      <td>{formatNumber(row.mae.median, 2)} dB</td>
      <td>
        {formatNumber(row.mae.min, 2)}, {formatNumber(row.mae.max, 2)}
      </td>
    </tr>
  );
}

/** With fewer sectors their distribution is a few steps: that of cells says more. */
const SECTORS_FOR_LINES = 10;

function Lines({ table }: { readonly table: StudyTable }) {
  const theme = useStudio((s) => s.themeNow);
  const chosen = useVerdict((s) => s.method);
  const [by, setBy] = useState<'cells' | 'sectors'>(table.sectors < SECTORS_FOR_LINES ? 'cells' : 'sectors');
  const lines = useMemo(() => errorLines(table, by, chosen), [table, by, chosen]);
  const high = Math.min(
    ERROR_BINS.widthDb * ERROR_BINS.count,
    Math.max(5, Math.ceil(Math.max(...lines.map(reach)) / 5) * 5),
  );
  const words = lines.map(({ label, points }) => `${label} ${formatNumber(median(points), 1)} dB`).join(', ');
  return (
    <section className="error-chart" aria-label="Distribution of the error">
      <div className="error-chart-head">
        <h3>{by === 'cells' ? 'Error of held-out cells' : 'MAE of sectors'}</h3>
        <SegmentedControl
          size="xs"
          aria-label="Distribution over"
          transitionDuration={0}
          value={by}
          data={[
            { value: 'cells', label: 'cells' },
            { value: 'sectors', label: 'sectors' },
          ]}
          onChange={(value) => setBy(value as 'cells' | 'sectors')}
        />
      </div>
      <p className="chart-keys verdict-keys">
        {lines.map(({ method, label }, k) => (
          <span key={method}>
            <span className="key" style={{ background: css(seriesColour(k, theme)) }} /> {label}
          </span>
        ))}
      </p>
      <Plot label={`Share of ${by} with no more than an error, dB; medians: ${words}`}>
        {(area) => {
          const x = across(area, 0, high);
          const y = upwards(area, 0, 100);
          return (
            <>
              <SideAxis area={area} low={0} high={100} />
              {lines.map(({ method, points }, k) => (
                <path
                  key={method}
                  d={pathOf(points, high, x, y)}
                  className="chart-line"
                  style={{ stroke: css(seriesColour(k, theme)), strokeWidth: method === chosen ? 2.5 : undefined }}
                />
              ))}
              <text x={area.left + 4} y={area.top + 8} className="tick plot-unit">
                %
              </text>
              <BottomAxis area={area} low={0} high={high} unit="dB" />
            </>
          );
        }}
      </Plot>
    </section>
  );
}

function reach({ points }: ErrorLine): number {
  return points.find(([, share]) => share >= 0.95)?.[0] ?? points.at(-1)?.[0] ?? 0;
}

function median(points: ErrorLine['points']): number {
  return points.find(([, share]) => share >= 0.5)?.[0] ?? Number.NaN;
}

function pathOf(
  points: ErrorLine['points'],
  high: number,
  x: (db: number) => number,
  y: (percent: number) => number,
): string {
  const within = points.filter(([db]) => db <= high);
  return `M${x(0).toFixed(1)} ${y(0).toFixed(1)}${within.map(([db, share]) => `L${x(db).toFixed(1)} ${y(100 * share).toFixed(1)}`).join('')}`;
}
