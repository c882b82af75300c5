import type { ErrorMetrics } from '../../metrics/error-metrics.ts';
import { backendWords } from '../engines/model-words.ts';
import { LAYER_TITLES } from '../results/layer-classes.ts';
import type { SolveSummary } from '../results/solve-summary.ts';
import { useStudio } from '../store/studio-store.ts';
import { isBesideMeasured } from '../store/swipe-state.ts';
import { formatCount, formatNumber, formatShare, formatSigned } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { WITHIN_DB } from './compare-maps.ts';
import type { Comparison } from './comparer.ts';
import type { CompareWords } from './result-words.ts';

const PCC_HELP = 'Pearson correlation: 1 where the two rise and fall together, whatever their level.';

/** Both maps against what was measured, and against one another, with the time that a sector took. */
export function CompareFigures({ words }: { readonly words: CompareWords }) {
  const comparison = useStudio((s) => s.comparison);
  const refusal = useStudio((s) => s.firstMap?.refusal ?? s.secondMap?.refusal ?? null);
  const besideMeasured = useStudio((s) => isBesideMeasured(s.swipe));
  return (
    <>
      {refusal !== null && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
      <table className="figures compare-figures">
        <thead>
          <tr>
            <th scope="col">dB</th>
            <th scope="col">MAE</th>
            <th scope="col">RMSE</th>
            <th scope="col">mean</th>
            <th scope="col">σ</th>
            <th scope="col">
              <Term help={PCC_HELP}>PCC</Term>
            </th>
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          <Row name={words.difference} of={comparison?.figures ?? null} />
          {!besideMeasured && (
            <>
              <Row name={`${words.first} − measured`} of={comparison?.errorsFirst?.covered ?? null} />
              <Row name={`${words.second} − measured`} of={comparison?.errorsSecond?.covered ?? null} />
            </>
          )}
        </tbody>
      </table>
      {comparison && <WithinLine within={comparison.within} />}
      <RunLines words={words} />
      <Footnote words={words} comparison={comparison} besideMeasured={besideMeasured} />
    </>
  );
}

function WithinLine({ within }: { readonly within: readonly number[] }) {
  return (
    <p className="card-foot compare-within">
      Within{' '}
      {WITHIN_DB.map((limit, i) => (
        <span key={limit}>
          {limit} dB <b>{Number.isNaN(within[i]!) ? '–' : formatShare(within[i]!, 1)}</b>
        </span>
      ))}
    </p>
  );
}

function RunLines({ words }: { readonly words: CompareWords }) {
  const now = useStudio((s) => s.map?.solves ?? null);
  const first = useStudio((s) => s.swipe?.first.kind);
  const second = useStudio((s) => s.swipe?.second.kind);
  const firstMap = useStudio((s) => s.firstMap);
  const secondMap = useStudio((s) => s.secondMap);
  const solves = (kind: typeof first, map: typeof secondMap) =>
    kind === 'now' ? now : map?.refined ? map.solves : null;
  return (
    <dl className="compare-runs">
      {first !== 'measured' && (
        <>
          <dt>{words.first}</dt>
          <dd>{runWords(solves(first, firstMap))}</dd>
        </>
      )}
      {second !== 'measured' && (
        <>
          <dt>{words.second}</dt>
          <dd>{runWords(solves(second, secondMap))}</dd>
        </>
      )}
    </dl>
  );
}

interface FootnoteProps {
  readonly words: CompareWords;
  readonly comparison: Comparison | null;
  readonly besideMeasured: boolean;
}

function Footnote({ words, comparison, besideMeasured }: FootnoteProps) {
  const cellSizeM = useStudio((s) => s.map?.cellSizeM ?? 0);
  const measured = useStudio((s) => s.measurements !== null);
  const stage = useStudio((s) => s.firstMap?.stage || s.secondMap?.stage || '');
  if (!comparison)
    return (
      <p className="card-foot">
        <output>{stage || 'Waiting for both maps to be finished'}.</output>
      </p>
    );
  if (besideMeasured)
    return (
      <p className="card-foot">
        Predicted less measured: best server, median per {cellSizeM} m cell, covered outdoor cells.
      </p>
    );
  return (
    <p className="card-foot">
      {LAYER_TITLES[comparison.scale].title} over the {formatCount(comparison.figures.count)} outdoor cells that both
      cover
      {alone(comparison, words)}. {measured && `Against the measured: RSRP, median per ${cellSizeM} m cell, covered.`}
    </p>
  );
}

function Row({ name, of }: { readonly name: string; readonly of: ErrorMetrics | null }) {
  const has = of !== null && of.count > 0;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{has ? formatNumber(of.mae, 1) : '–'}</td>
      <td>{has ? formatNumber(of.rmse, 1) : '–'}</td>
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
function alone({ firstOnly, secondOnly }: Comparison, { first, second }: CompareWords): string {
  const parts = [
    firstOnly > 0 && `${formatCount(firstOnly)} ${first}`,
    secondOnly > 0 && `${formatCount(secondOnly)} ${second}`,
  ];
  const words = parts.filter(Boolean).join(', ');
  return words && ` (alone: ${words})`;
}
