import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatDb } from '../ui/format.ts';
import type { CalibrationRun } from './calibration-run.ts';
import { meanErrorDb, quotedErrorDb } from './model-ranking.ts';
import { TrustBadge } from './verdict-card.tsx';

/** The sectors of a cluster, each with its held-out error before and after; a click opens its details below. */
export function BatchTable({ run }: { readonly run: CalibrationRun }) {
  const session = useSession();
  const open = useStudio((s) => s.calibration.openSectorId);
  const reports = run.view?.reports ?? [];
  const befores = reports.map((r) => r.before?.covered).filter((e): e is number => typeof e === 'number');
  const meanBefore = befores.length > 0 ? befores.reduce((a, b) => a + b, 0) / befores.length : null;
  return (
    <section className="section">
      <div className="card-head">
        <h3>{reports.length} sectors</h3>
        <span className="aside">MAE held out, covered, dB</span>
      </div>
      <table className="numbers batch">
        <thead>
          <tr>
            <th scope="col">sector</th>
            <th scope="col">before</th>
            <th scope="col">{run.options.residualField ? 'with field' : 'after'}</th>
            <th scope="col">verdict</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <tr key={report.sectorId} aria-current={report.sectorId === open}>
              <th scope="row">
                <button
                  type="button"
                  className="text-button"
                  onClick={() => session.calibration.openSector(report.sectorId)}
                >
                  {report.sectorId}
                </button>
              </th>
              <td>{formatDb(report.before?.covered)}</td>
              <td>{formatDb(quotedErrorDb(report))}</td>
              <td>
                <TrustBadge trust={report.verdict.trust} />
              </td>
            </tr>
          ))}
          <tr className="strong">
            <th scope="row">mean</th>
            <td>{formatDb(meanBefore)}</td>
            <td>{formatDb(meanErrorDb(reports))}</td>
            <td />
          </tr>
        </tbody>
      </table>
      <h3 className="of-sector">{open}</h3>
    </section>
  );
}
