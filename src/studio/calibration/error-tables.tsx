import type { CellErrors, SectorReport } from '../../calibration/report.ts';
import { formatCount, formatDb } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { METHOD_WORDS, TERMS } from './method-words.ts';
import { rankModels } from './model-ranking.ts';

/** Error before and after on the held-out cells, and beside the models that a calibration must beat. */
export function ErrorTables({ report }: { readonly report: SectorReport }) {
  return (
    <>
      <section className="section">
        <div className="card-head">
          <h3>Error</h3>
          <span className="aside">
            <Term help={TERMS.mae}>MAE</Term>, dB · {formatCount(report.validation.selected.allCells)}{' '}
            <Term help={TERMS.heldOut}>held-out</Term> cells
          </span>
        </div>
        <BeforeAfter report={report} />
      </section>
      <Ranking report={report} />
    </>
  );
}

function BeforeAfter({ report }: { readonly report: SectorReport }) {
  const { before, validation, withField, train } = report;
  const row = (name: string, of: CellErrors | null, strong = false) => (
    <tr className={strong ? 'strong' : undefined}>
      <th scope="row">{name}</th>
      <td>{formatDb(of?.covered)}</td>
      <td>{formatDb(of?.all)}</td>
      <td className="quiet">{of ? formatCount(of.coveredCells) : '–'}</td>
    </tr>
  );
  return (
    <table className="numbers errors">
      <thead>
        <tr>
          <th scope="col" />
          <th scope="col">
            <Term help={TERMS.covered}>covered</Term>
          </th>
          <th scope="col">
            <Term help={TERMS.all}>all</Term>
          </th>
          <th scope="col">n covered</th>
        </tr>
      </thead>
      <tbody>
        {before && row('before', before)}
        {row('after', validation.selected, true)}
        {withField && row('with residual field', withField.validation, true)}
      </tbody>
      <tbody className="minor">
        {row('fitted cells', train)}
        {row('last iteration', validation.last)}
        {row('paper’s minimum', validation.minimum)}
      </tbody>
    </table>
  );
}

function Ranking({ report }: { readonly report: SectorReport }) {
  const models = rankModels(report);
  if (models.length < 2) return null;
  const most = Math.max(...models.map((m) => m.coveredDb ?? 0), 1e-9);
  return (
    <section className="section">
      <div className="card-head">
        <h3>Beside plain models</h3>
        <span className="aside">held out, covered, dB</span>
      </div>
      <table className="numbers ranking">
        <tbody>
          {models.map((model) => (
            <tr key={model.name} data-role={model.role}>
              <th scope="row">{model.role === 'result' ? METHOD_WORDS[report.options.method].short : model.name}</th>
              <td className="rank-bar" aria-hidden>
                <span style={{ width: `${(100 * (model.coveredDb ?? 0)) / most}%` }} />
              </td>
              <td>{formatDb(model.coveredDb)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
