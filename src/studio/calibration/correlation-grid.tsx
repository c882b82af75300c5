import { useState } from 'react';
import type { SectorReport } from '../../calibration/report.ts';
import { rem, rootScale } from '../store/root-scale.ts';
import { formatNumber, formatSigned } from '../ui/format.ts';

/** A grid larger than this says nothing at this size. */
const MOST = 24;
const WIDTH = 344;

/** Which parameters the data tell only together: the darker, the more. Values on hover, focus, and in a table. */
export function CorrelationGrid({ report }: { readonly report: SectorReport }) {
  const [at, setAt] = useState<readonly [number, number] | null>(null);
  const { parameters, correlation, conditionNumber } = report;
  const n = Math.min(MOST, parameters.length);
  const all = parameters.length;
  const side = Math.min(20, Math.floor((WIDTH - 140) / n));
  const value = (i: number, j: number) => correlation[i * all + j] ?? Number.NaN;
  const pairs = Array.from({ length: n * n }, (_, k) => [Math.floor(k / n), k % n] as const);
  const strongest = pairs.filter(([i, j]) => i < j).sort((a, b) => Math.abs(value(...b)) - Math.abs(value(...a)));
  const [i, j] = at ?? strongest[0] ?? [0, 0];
  return (
    <section className="section">
      <div className="card-head">
        <h3>Correlation</h3>
        {conditionNumber !== null && <span className="aside">condition {conditionNumber.toPrecision(2)}</span>}
      </div>
      <div className="correlation">
        <svg
          viewBox={`0 0 ${n * side} ${n * side}`}
          width={rem(n * side)}
          height={rem(n * side)}
          role="img"
          aria-label={`Correlation of ${n} parameters; the strongest: ${parameters[i]?.label} with ${parameters[j]?.label}`}
          onMouseMove={({ nativeEvent: { offsetX, offsetY } }) => {
            const cell = [offsetY, offsetX].map((at) => Math.floor(at / side / rootScale())) as [number, number];
            if (Math.max(...cell) < n) setAt(cell);
          }}
          onMouseLeave={() => setAt(null)}
        >
          {pairs.map(([r, c]) => (
            <rect
              key={`${r} ${c}`}
              x={c * side}
              y={r * side}
              width={side - 1}
              height={side - 1}
              rx={2}
              fill={value(r, c) < 0 ? 'var(--warn)' : 'var(--accent)'}
              fillOpacity={Math.min(1, Math.abs(value(r, c)) || 0)}
              stroke="var(--line)"
              strokeWidth={0.5}
            />
          ))}
        </svg>
        <p>
          {parameters[i]?.label}
          <br />
          {parameters[j]?.label}
          <br />
          <strong>{formatSigned(value(i, j), 2)}</strong>
          {at === null && <span className="quiet"> strongest</span>}
        </p>
      </div>
      <details className="more">
        <summary>As a table</summary>
        <table className="numbers">
          <tbody>
            {strongest.slice(0, 15).map(([r, c]) => (
              <tr key={`${r} ${c}`}>
                <th scope="row">
                  {parameters[r]?.label} · {parameters[c]?.label}
                </th>
                <td>{formatNumber(value(r, c), 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
