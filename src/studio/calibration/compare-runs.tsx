import { Button } from '@mantine/core';
import { patchCalibration } from '../store/calibration-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatDb } from '../ui/format.ts';
import { acceptableReports, clock } from './accept-run.ts';
import type { CalibrationRun } from './calibration-run.ts';
import { METHOD_WORDS, splitWords } from './method-words.ts';
import { meanErrorDb } from './model-ranking.ts';
import { sameJudges } from './run-comparison.ts';

/** Several runs side by side, with a plain word on whether their errors may be compared at all. */
export function CompareRuns() {
  const ids = useStudio((s) => s.calibration.comparedIds);
  const all = useStudio((s) => s.calibration.runs);
  const runs = all.filter((r) => ids.includes(r.id) && r.view !== null);
  const same = sameJudges(runs);
  return (
    <>
      <div className="panel-body">
        <p className={same ? 'calm' : 'caution'} role="status">
          {same
            ? 'Judged by the same held-out cells: the errors compare.'
            : 'Judged by different cells (sectors, split or indoor cells differ): the errors do not compare.'}
        </p>
        <table className="numbers compare">
          <thead>
            <tr>
              <th scope="col">run</th>
              <th scope="col">held out</th>
              <th scope="col">all</th>
              <th scope="col">trusted</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <CompareRow key={run.id} run={run} />
            ))}
          </tbody>
        </table>
        <ParameterColumns runs={runs} />
      </div>
      <div className="panel-foot">
        <span className="quiet small">Mean over sectors, MAE in dB.</span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => patchCalibration({ view: 'setup', comparedIds: [] })}
        >
          Back
        </Button>
      </div>
    </>
  );
}

function CompareRow({ run }: { readonly run: CalibrationRun }) {
  const reports = run.view?.reports ?? [];
  const alls = reports.map((r) => r.validation.selected.all).filter((e): e is number => e !== null);
  const good = reports.filter((r) => r.verdict.trust !== 'none').length;
  return (
    <tr>
      <th scope="row">
        {METHOD_WORDS[run.options.method].short}
        {run.options.residualField && ' + field'} · {clock(run.startedMs)}
        <div className="quiet small">
          {run.before.length === 1 ? run.before[0]!.id : `${run.before.length} sectors`} · {splitWords(run.options)}
        </div>
      </th>
      <td>{formatDb(meanErrorDb(reports))}</td>
      <td>{formatDb(alls.length > 0 ? alls.reduce((a, b) => a + b, 0) / alls.length : null)}</td>
      <td>
        {good}/{reports.length}
      </td>
    </tr>
  );
}

/** Fitted antennas of the sectors that all compared runs have fitted. */
function ParameterColumns({ runs }: { readonly runs: readonly CalibrationRun[] }) {
  const rows = (runs[0]?.before ?? []).flatMap(({ id }) => {
    const antennas = runs.map((run) => acceptableReports(run).find((r) => r.sectorId === id)?.result.antenna ?? null);
    return antennas.some((a) => a === null) ? [] : [{ id, antennas: antennas.map((a) => a!) }];
  });
  if (rows.length === 0) return null;
  return (
    <section className="section">
      <div className="card-head">
        <h3>Azimuth and gain</h3>
        <span className="aside">° · dBi</span>
      </div>
      <table className="numbers compare">
        <thead>
          <tr>
            <th scope="col">sector</th>
            {runs.map((run) => (
              <th scope="col" key={run.id}>
                {METHOD_WORDS[run.options.method].short} {clock(run.startedMs)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, antennas }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              {antennas.map((a, i) => (
                <td key={runs[i]!.id}>
                  {a.azimuthDeg.toFixed(1)} · {a.pattern.peakGainDbi.toFixed(1)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
