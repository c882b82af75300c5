import type { ExplainedPath } from '../../propagation/explain/explained-path.ts';
import { useSession } from '../app/session-context.ts';
import { engineLabel, engineOf } from '../engines/engine-choice.ts';
import { css, mechanismColour } from '../map/colour-scales.ts';
import { lookAtPath } from '../store/explain-actions.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatCount, formatNumber, formatShare, formatSigned } from '../ui/format.ts';
import { cellFacts, referenceDbm } from './cell-facts.ts';
import { budgetRows } from './explain-table.ts';
import { pathTitle, stepWords } from './path-words.ts';

interface PathsSectionProps {
  readonly sector: SectorSettings;
  readonly place: ExplainedPlace;
}

/** The paths, strongest first, each with its budget when it is looked at, and what they make together. */
export function PathsSection({ sector, place }: PathsSectionProps) {
  const found = useStudio((s) => (s.explain.found?.sectorId === sector.id ? s.explain.found : null));
  const problem = useStudio((s) => s.explain.problem);
  const chosen = useStudio((s) => s.explain.path);
  const explanation = found?.explanation ?? null;
  const reference = referenceDbm(sector);
  return (
    <section className="section" aria-label="Paths">
      <div className="card-head">
        <h3>Paths</h3>
        {explanation && (
          <>
            <span className="aside">
              {explanation.pathCount > explanation.paths.length
                ? `${formatCount(explanation.paths.length)} strongest of ${formatCount(explanation.pathCount)}`
                : `${formatCount(explanation.pathCount)} found`}
            </span>
            <CopyButton what="the budgets" rows={() => budgetRows(explanation, reference)} />
          </>
        )}
      </div>
      <SearchLine />
      <p className="visually-hidden" role="status">
        {explanation && explanation.paths.length > 0
          ? `${explanation.pathCount} paths, together ${formatNumber(reference + 10 * Math.log10(explanation.gain), 1)} dBm`
          : ''}
      </p>
      {problem && <p className="calm">{problem}</p>}
      {explanation && explanation.paths.length === 0 && (
        <p className="calm">No path reaches this cell by the mechanisms that are switched on.</p>
      )}
      {explanation && explanation.paths.length > 0 && (
        <>
          <ol className="path-list">
            {explanation.paths.map((path, i) => (
              <li key={pathKey(path)}>
                <PathRow path={path} index={i} open={chosen === i} sector={sector} whole={explanation.gain} />
              </li>
            ))}
          </ol>
          <SumLine sector={sector} place={place} />
        </>
      )}
    </section>
  );
}

function pathKey({ pointsM, steps }: ExplainedPath): string {
  return `${steps.length} ${pointsM.join()}`;
}

function SearchLine() {
  const session = useSession();
  const search = useStudio((s) => s.explain.search);
  if (!search) return null;
  return (
    <div className="explain-search" role="status">
      <span className="quiet">{search.words.charAt(0).toUpperCase() + search.words.slice(1)}</span>
      <div className="run-progress" aria-hidden>
        <div style={{ transform: `scaleX(${search.fraction})` }} />
      </div>
      <button type="button" className="text-button" onClick={() => session.explain.cancel()}>
        Stop
      </button>
    </div>
  );
}

interface PathRowProps {
  readonly path: ExplainedPath;
  readonly index: number;
  readonly open: boolean;
  readonly sector: SectorSettings;
  /** Path gain of all together. */
  readonly whole: number;
}

function PathRow({ path, index, open, sector, whole }: PathRowProps) {
  const reference = referenceDbm(sector);
  return (
    <>
      <button type="button" className="plain-button path-row" aria-expanded={open} onClick={() => lookAtPath(index)}>
        <span className="swatch" style={{ background: css(mechanismColour(path.mechanism)) }} aria-hidden />
        <span className="name">{pathTitle(path)}</span>
        <span className="level">{formatNumber(reference + path.gainDb, 1)} dBm</span>
        <span className="quiet share">{formatShare(path.gain, whole)}</span>
      </button>
      {open && <Budget path={path} reference={reference} />}
    </>
  );
}

function Budget({ path, reference }: { readonly path: ExplainedPath; readonly reference: number }) {
  return (
    <table className="budget">
      <tbody>
        <tr>
          <th scope="row">
            Transmitted <span className="quiet">a resource element, losses off</span>
          </th>
          <td>{formatNumber(reference, 1)} dBm</td>
        </tr>
        {path.steps.map((step, i) => {
          const { what, detail } = stepWords(step);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of one path in their order
            <tr key={i}>
              <th scope="row">
                {what} <span className="quiet">{detail}</span>
              </th>
              <td>{formatSigned(step.gainDb, 1)} dB</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Arrives</th>
          <td>{formatNumber(reference + path.gainDb, 1)} dBm</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** All paths together, beside what the map says, and why the two differ. */
function SumLine({ sector, place }: PathsSectionProps) {
  const session = useSession();
  const gain = useStudio((s) => s.explain.found?.explanation.gain ?? 0);
  const choice = useStudio((s) => s.history.project.settings.engine);
  const models = useStudio((s) => s.models);
  const facts = cellFacts(session.refinedMapOf(sector.id), sector, place);
  const sum = referenceDbm(sector) + 10 * Math.log10(gain);
  const engine = engineOf(choice, session.scene());
  const level = facts?.rsrpDbm ?? null;
  return (
    <p className="card-foot">
      All paths together {formatNumber(sum, 1)} dBm.{' '}
      {level !== null && (engine === 'launch' || engine === 'reference') && (
        <>
          The map has {formatNumber(level, 1)} dBm: {formatSigned(level - sum, 1)} dB are left over, as its rays and the
          points of the cell sample it differently.
        </>
      )}
      {level !== null && engine === 'sweep' && (
        <>
          The map has {formatNumber(level, 1)} dBm: {formatSigned(level - sum, 1)} dB are left over, as its beams and
          the points of the cell sample it differently.
        </>
      )}
      {level !== null && !['sweep', 'launch', 'reference'].includes(engine) && (
        <>
          The map is by {engineLabel(engine, models)}, {formatNumber(level, 1)} dBm: {formatSigned(level - sum, 1)} dB
          from the paths of the sweep.
        </>
      )}
    </p>
  );
}
