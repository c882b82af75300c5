import { Tooltip } from '@mantine/core';
import type { FittedParameter, SectorReport } from '../../calibration/report.ts';
import { formatParameter } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { TERMS } from './method-words.ts';

/** Rows that are shown at once: per-building fits have hundreds. */
const FIRST_ROWS = 12;

/** Every parameter with its prior, its fit, and how well the data tell it. */
export function FittedTable({ report }: { readonly report: SectorReport }) {
  const { parameters } = report;
  const first = parameters.slice(0, FIRST_ROWS);
  const rest = parameters.slice(FIRST_ROWS);
  return (
    <section className="section">
      <div className="card-head">
        <h3>Parameters</h3>
        <span className="aside">{parameters.length}</span>
      </div>
      <table className="numbers parameters" aria-label="Fitted parameters">
        <thead>
          <tr>
            <th scope="col">parameter</th>
            <th scope="col">
              <Term help={TERMS.prior}>prior</Term>
            </th>
            <th scope="col">fit</th>
            <th scope="col">
              <Term help={TERMS.interval}>95 %</Term>
            </th>
          </tr>
        </thead>
        <Rows of={first} />
      </table>
      {rest.length > 0 && (
        <details className="more">
          <summary>{rest.length} more</summary>
          <table className="numbers parameters">
            <Rows of={rest} />
          </table>
        </details>
      )}
    </section>
  );
}

function Rows({ of }: { readonly of: readonly FittedParameter[] }) {
  return (
    <tbody>
      {of.map((p) => (
        <tr key={p.key} className={p.identified ? undefined : 'doubtful'}>
          <th scope="row">
            <Tooltip label={p.note} multiline w={260} openDelay={250} disabled={p.note === ''}>
              <span>{p.label}</span>
            </Tooltip>
            {!p.identified && <span className="mini-badge">not identified</span>}
            {p.atBound && <span className="mini-badge">at bound</span>}
          </th>
          <td className="quiet">{formatParameter(p.prior, p.unit)}</td>
          <td>{formatParameter(p.fit, p.unit)}</td>
          <td className="quiet">
            {p.interval ? p.interval.map((end) => formatParameter(onCompass(p, end), '')).join(' … ') : 'none'}
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** The interval of a bearing may reach over north. */
function onCompass({ key }: FittedParameter, value: number): number {
  return key === 'azimuth' ? ((value % 360) + 360) % 360 : value;
}
