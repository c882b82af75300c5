import type { ErrorMetrics } from '../../metrics/error-metrics.ts';
import type { SolveSummary } from '../results/solve-summary.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatCount, formatNumber, formatSigned } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import type { Comparison } from './comparer.ts';
import type { LineWords } from './line-words.ts';
import { backendWords } from './model-words.ts';

const PCC_HELP = 'Pearson correlation: 1 where the two rise and fall together, whatever their level.';

/** Both maps against what was measured, and against one another, with the time that a sector took. */
export function CompareFigures({ line }: { readonly line: LineWords }) {
  const first = useStudio((s) => s.errors?.covered ?? null);
  const comparison = useStudio((s) => s.comparison);
  const solves = useStudio((s) => s.map?.solves ?? null);
  const beyond = useStudio((s) => s.afterMap);
  const cellSizeM = useStudio((s) => s.map?.cellSizeM ?? 0);
  const measured = useStudio((s) => s.measurements !== null);
  const { before, after } = line;
  return (
    <>
      {beyond?.refusal != null && (
        <p className="warning" role="alert">
          {beyond.refusal}
        </p>
      )}
      <table className="figures compare-figures">
        <thead>
          <tr>
            <th scope="col">dB</th>
            <th scope="col">MAE</th>
            <th scope="col">bias</th>
            <th scope="col">σ</th>
            <th scope="col">
              <Term help={PCC_HELP}>PCC</Term>
            </th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          <Row name={`${after} − ${before}`} of={comparison?.figures ?? null} />
          <Row name={`${before} − measured`} of={comparison ? first : null} />
          <Row name={`${after} − measured`} of={comparison?.errorsBeyond?.covered ?? null} />
        </tbody>
      </table>
      <dl className="compare-runs">
        <dt>{before}</dt>
        <dd>{runWords(solves)}</dd>
        <dt>{after}</dt>
        <dd>{runWords(beyond?.refined ? beyond.solves : null)}</dd>
      </dl>
      <p className="card-foot">
        {comparison ? (
          <>
            Best server. The maps against one another: the {formatCount(comparison.figures.count)} outdoor cells that
            both cover{alone(comparison, line)}.{' '}
            {measured && `Against the measured: median per ${cellSizeM} m cell, covered cells.`}
          </>
        ) : (
          <output>{beyond?.stage || 'Waiting for both maps to be finished'}.</output>
        )}
      </p>
    </>
  );
}

function Row({ name, of }: { readonly name: string; readonly of: ErrorMetrics | null }) {
  const has = of !== null && of.count > 0;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{has ? formatNumber(of.mae, 1) : '–'}</td>
      <td>{has ? formatSigned(of.bias, 1) : '–'}</td>
      <td>{has ? formatNumber(of.sigma, 1) : '–'}</td>
      <td>{has ? formatNumber(of.pcc, 2) : '–'}</td>
      <td>{has ? formatCount(of.count) : '–'}</td>
    </tr>
  );
}

/** How long a sector takes, and where. */
function runWords(solves: SolveSummary | null): string {
  const ms = solves?.msPerSector ?? null;
  if (!solves || ms === null) return '–';
  const time = ms < 1000 ? `${formatNumber(ms, 0)} ms` : `${formatNumber(ms / 1000, 1)} s`;
  return `${time} a sector · ${solves.adapters.map(backendWords).join(' and ')}`;
}

/** What one of the two alone covers, where there is such. */
function alone({ firstOnly, secondOnly }: Comparison, { before, after }: LineWords): string {
  const parts = [
    firstOnly > 0 && `${formatCount(firstOnly)} ${before}`,
    secondOnly > 0 && `${formatCount(secondOnly)} ${after}`,
  ];
  const words = parts.filter(Boolean).join(', ');
  return words && ` (alone: ${words})`;
}
