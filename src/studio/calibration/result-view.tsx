import { Button } from '@mantine/core';
import type { SectorReport } from '../../calibration/report.ts';
import { useSession } from '../app/session-context.ts';
import { ConvergenceChart } from '../charts/convergence-chart.tsx';
import { useStudio } from '../store/studio-store.ts';
import { showLayer } from '../store/view-actions.ts';
import { acceptableReports, clock, materialsApart } from './accept-run.ts';
import { AntennaChange } from './antenna-change.tsx';
import { BatchTable } from './batch-table.tsx';
import { type CalibrationRun, goesOn } from './calibration-run.ts';
import { correctable } from './correctable.ts';
import { CorrelationGrid } from './correlation-grid.tsx';
import { ErrorTables } from './error-tables.tsx';
import { FittedTable } from './fitted-table.tsx';
import { METHOD_WORDS, splitWords } from './method-words.ts';
import { ResultActions } from './result-actions.tsx';
import { VerdictCard } from './verdict-card.tsx';

/** A finished run: the verdict first, then the numbers it rests on, then what to do with it. */
export function ResultView() {
  const run = useStudio((s) => s.calibration.runs.find((r) => r.id === s.calibration.openRunId));
  const sectorId = useStudio((s) => s.calibration.openSectorId);
  if (!run) return null;
  const report = run.view?.reports.find((r) => r.sectorId === sectorId);
  return (
    <>
      <div className="panel-body">
        <RunLine run={run} />
        <Refusals run={run} />
        {run.view === null && <NoResult run={run} />}
        {run.view && run.view.reports.length > 1 && <BatchTable run={run} />}
        <Remarks run={run} />
        {report && <SectorResult run={run} report={report} />}
      </div>
      <ResultActions run={run} acceptable={acceptableReports(run)} />
    </>
  );
}

function RunLine({ run }: { readonly run: CalibrationRun }) {
  const { options, startedMs, before, decision } = run;
  const of = before.length === 1 ? before[0]!.id : `${before.length} sectors`;
  return (
    <p className="explanation run-line">
      <strong>
        {METHOD_WORDS[options.method].name} of {of}
      </strong>
      <br />
      {clock(startedMs)} · {splitWords(options)} · indoor cells {options.indoor === 'mask' ? 'left out' : 'kept'}
      {decision === 'discarded' && ' · discarded'}
    </p>
  );
}

function Refusals({ run }: { readonly run: CalibrationRun }) {
  const refused = run.view?.refused ?? [];
  if (refused.length === 0) return null;
  return (
    <div className="warning" role="alert">
      {refused.length === run.before.length ? 'No sector could be calibrated.' : 'Not calibrated:'}
      <ul>
        {refused.map(({ sectorId, message }) => (
          <li key={sectorId}>
            <strong>{sectorId}</strong> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What acceptance would not do, or would do to something else than what was calibrated. */
function Remarks({ run }: { readonly run: CalibrationRun }) {
  const sectors = useStudio((s) => s.history.project.sectors);
  const moved = run.before.filter((before) => {
    const now = sectors.find((s) => s.id === before.id);
    return now && (now.x !== before.x || now.y !== before.y || now.heightM !== before.heightM);
  });
  const absent = run.before.filter((before) => !sectors.some((s) => s.id === before.id));
  const buildings = (run.view?.reports ?? []).reduce((sum, r) => sum + Object.keys(r.result.buildings).length, 0);
  const apart = materialsApart(acceptableReports(run));
  const remarks = [
    moved.length > 0 &&
      `Moved since this run: ${moved.map((s) => s.id).join(', ')}. What was fitted belongs to the old place.`,
    absent.length > 0 && `No longer in the project: ${absent.map((s) => s.id).join(', ')}.`,
    apart.length > 0 &&
      `Each sector found its own ${apart.join(', ')}: a city has one set, so accepting leaves these as they are. Share the materials to take them.`,
    buildings > 0 &&
      `Walls of ${buildings} single buildings were fitted. They stay with the run: accepting takes antennas and materials alone.`,
  ].filter((remark) => remark !== false);
  return remarks.map((remark) => (
    <p key={remark} className="caution">
      {remark}
    </p>
  ));
}

const NO_RESULT: Readonly<Record<CalibrationRun['state'], string>> = {
  running: 'This calibration still runs.',
  finished: 'This calibration left nothing.',
  interrupted:
    'The page was closed or reloaded while it ran. A fit takes seconds, so it starts anew when it is run again.',
  paused: 'It is paused, and goes on where it was.',
  cancelled: 'It was cancelled.',
  failed: 'It failed.',
};

const CUT_OFF =
  'The page was closed or reloaded while it trained. Its state was kept every ten iterations, and it goes on from there.';

function NoResult({ run }: { readonly run: CalibrationRun }) {
  const session = useSession();
  return (
    <section className="section">
      <p className="calm">
        {goesOn(run) && run.state === 'interrupted' ? CUT_OFF : NO_RESULT[run.state]} {run.problem}
      </p>
      <div className="pair-field">
        {goesOn(run) && (
          <Button size="compact-sm" onClick={() => void session.calibration.goOn(run.id)}>
            Continue
          </Button>
        )}
        <Button
          size="compact-sm"
          variant={goesOn(run) ? 'default' : 'filled'}
          onClick={() => session.calibration.runAgain(run.id)}
        >
          Run again
        </Button>
      </div>
    </section>
  );
}

function SectorResult({ run, report }: { readonly run: CalibrationRun; readonly report: SectorReport }) {
  return (
    <>
      <VerdictCard report={report} />
      <ErrorTables report={report} />
      {report.parameters.length > 0 && <FittedTable report={report} />}
      {report.result.antenna && <AntennaChange run={run} report={report} antenna={report.result.antenna} />}
      {report.correlation.length > 1 && <CorrelationGrid report={report} />}
      {report.iterations.length > 1 && (
        <section className="section">
          <div className="card-head">
            <h3>Convergence</h3>
            <span className="aside">MAE, dB</span>
          </div>
          <ConvergenceChart points={report.iterations} />
        </section>
      )}
      <CorrectedLayers />
      <HowItWent report={report} />
    </>
  );
}

/** Where the corrected map is to be found; nothing for runs that have none. */
function CorrectedLayers() {
  const offered = useStudio((s) => correctable(s) !== null);
  const layer = useStudio((s) => s.layer);
  if (!offered) return null;
  return (
    <section className="section">
      <div className="card-head">
        <h3>Corrected map</h3>
        <span className="aside">also among the layers above the map</span>
      </div>
      <div className="pair-field">
        {(['corrected', 'uncertainty'] as const).map((name) => (
          <Button
            key={name}
            size="compact-xs"
            variant={layer === name ? 'filled' : 'default'}
            aria-pressed={layer === name}
            onClick={() => showLayer(layer === name ? 'rsrp' : name)}
          >
            {name === 'corrected' ? 'RSRP, corrected' : 'Uncertainty'}
          </Button>
        ))}
      </div>
    </section>
  );
}

function HowItWent({ report }: { readonly report: SectorReport }) {
  const { timingsMs, cells, evaluations, stoppedBy } = report;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  return (
    <p className="explanation">
      {cells.measured} cells measured: {cells.train} fitted, {cells.validation} held out, {cells.indoorMasked} indoors,{' '}
      {cells.uncovered} without coverage. Paths {seconds(timingsMs.paths)}, fit {seconds(timingsMs.fit)} ({evaluations}{' '}
      evaluations, stopped: {stoppedBy}), judging {seconds(timingsMs.validate)}.
    </p>
  );
}
