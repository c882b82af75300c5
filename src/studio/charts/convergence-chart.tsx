import type { ConvergencePoint } from '../../worker/calibration-protocol.ts';
import { formatNumber } from '../ui/format.ts';

const WIDTH = 344;
const HEIGHT = 128;
const LEFT = 34;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;

/** Error of the fitted and of the held-out cells by iteration, as it comes; the table under it says the same in numbers. */
export function ConvergenceChart({ points }: { readonly points: readonly ConvergencePoint[] }) {
  const first = points[0];
  if (!first) return <p className="calm">No step of the fit yet.</p>;
  const last = points.at(-1) ?? first;
  const inner = (p: ConvergencePoint) => p.innerMaeDb ?? Number.NaN;
  const values = points.flatMap((p) => [p.trainMaeDb, p.validationMaeDb, inner(p)]).filter(Number.isFinite);
  const { low, high, ticks } = axis(Math.min(...values), Math.max(...values));
  const lastIteration = Math.max(1, last.iteration);
  const x = (iteration: number) => LEFT + ((WIDTH - LEFT - RIGHT) * iteration) / lastIteration;
  const y = (db: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * (db - low)) / (high - low);
  const line = (of: (p: ConvergencePoint) => number) =>
    points
      .filter((p) => Number.isFinite(of(p)))
      .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.iteration).toFixed(1)} ${y(of(p)).toFixed(1)}`)
      .join('');
  return (
    <figure className="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Error by iteration: held out ${formatNumber(first.validationMaeDb, 2)} dB at first, ${formatNumber(last.validationMaeDb, 2)} dB after ${last.iteration} iterations`}
      >
        {ticks.map((db) => (
          <g key={db}>
            <path d={`M${LEFT} ${y(db)}H${WIDTH - RIGHT}`} stroke="var(--line)" />
            <text x={LEFT - 6} y={y(db) + 3.5} textAnchor="end" className="tick">
              {formatNumber(db, ticks[1]! - ticks[0]! < 1 ? 1 : 0)}
            </text>
          </g>
        ))}
        <text x={LEFT} y={HEIGHT - 5} className="tick">
          {points[0]?.iteration ?? 0}
        </text>
        <text x={WIDTH - RIGHT} y={HEIGHT - 5} textAnchor="end" className="tick">
          {last.iteration} iterations
        </text>
        <path d={line((p) => p.trainMaeDb)} className="chart-line quiet-line" />
        <path d={line(inner)} className="chart-line quiet-line" strokeDasharray="3 3" />
        <path d={line((p) => p.validationMaeDb)} className="chart-line" />
        <circle cx={x(last.iteration)} cy={y(last.validationMaeDb)} r={3} fill="var(--accent)" />
      </svg>
      <figcaption>
        <span className="key accent" /> held out {formatNumber(last.validationMaeDb, 2)} dB
        <span className="key" /> fitted {formatNumber(last.trainMaeDb, 2)} dB
        {last.innerMaeDb !== undefined && (
          <>
            <span className="key dashed" /> inner {formatNumber(last.innerMaeDb, 2)} dB
          </>
        )}
      </figcaption>
      <details>
        <summary>As a table</summary>
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">iteration</th>
              <th scope="col">fitted</th>
              <th scope="col">held out</th>
              <th scope="col">held out, all</th>
            </tr>
          </thead>
          <tbody>
            {points.map((p) => (
              <tr key={p.iteration}>
                <td>{p.iteration}</td>
                <td>{formatNumber(p.trainMaeDb, 2)}</td>
                <td>{formatNumber(p.validationMaeDb, 2)}</td>
                <td>{formatNumber(p.validationAllMaeDb, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** Round ticks about a range [dB]; a flat line gets one decibel. */
function axis(least: number, most: number): { low: number; high: number; ticks: number[] } {
  const range = Math.max(1, most - least);
  const step = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].find((s) => range / s <= 4) ?? range;
  const low = Math.floor(least / step) * step;
  const count = Math.max(1, Math.ceil((most - low) / step - 1e-9));
  return {
    low,
    high: low + count * step,
    ticks: Array.from({ length: count + 1 }, (_, i) => low + i * step),
  };
}
