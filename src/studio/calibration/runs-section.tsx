import { ActionIcon, Checkbox } from '@mantine/core';
import { IconCircleCheck, IconTrash } from '@tabler/icons-react';
import { useSession } from '../app/session-context.ts';
import { patchCalibration, toggleCompared } from '../store/calibration-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatDb } from '../ui/format.ts';
import { clock, isInUse } from './accept-run.ts';
import { type CalibrationRun, goesOn } from './calibration-run.ts';
import { METHOD_WORDS, splitKind } from './method-words.ts';
import { meanErrorDb } from './model-ranking.ts';

/** Calibrations of this scene and these measurements, kept on this device. */
export function RunsSection() {
  const runs = useStudio((s) => s.calibration.runs);
  const compared = useStudio((s) => s.calibration.comparedIds);
  if (runs.length === 0) return null;
  return (
    <section className="section" aria-label="Runs">
      <div className="card-head">
        <h2>Runs</h2>
        <span className="aside">
          {compared.length >= 2 ? (
            <button
              type="button"
              className="text-button"
              onClick={() => patchCalibration({ open: true, view: 'compare' })}
            >
              Compare {compared.length}
            </button>
          ) : (
            'MAE held out'
          )}
        </span>
      </div>
      {runs.map((run) => (
        <RunRow key={run.id} run={run} compared={compared.includes(run.id)} />
      ))}
    </section>
  );
}

function RunRow({ run, compared }: { readonly run: CalibrationRun; readonly compared: boolean }) {
  const session = useSession();
  const open = useStudio(
    (s) => s.calibration.open && s.calibration.view === 'result' && s.calibration.openRunId === run.id,
  );
  const name = `${METHOD_WORDS[run.options.method].short}${run.options.residualField ? ' + field' : ''}`;
  const of = run.before.length === 1 ? run.before[0]!.id : `${run.before.length} sectors`;
  const mean = meanErrorDb(run.view?.reports ?? []);
  const inUse = useStudio((s) => isInUse(run, s.history.project, session.registry.patterns));
  const finished = run.state === 'finished' && run.view !== null;
  return (
    <div className="run-row" aria-current={open}>
      <Checkbox
        size="xs"
        aria-label={`Compare ${name} of ${of}, ${clock(run.startedMs)}`}
        checked={compared}
        disabled={!finished}
        onChange={() => toggleCompared(run.id)}
      />
      <button
        type="button"
        className="plain-button"
        title={`${name} · ${of}`}
        onClick={() => session.calibration.openRun(run.id)}
      >
        <span className="name">
          {inUse && <IconCircleCheck size={14} aria-label="in use" className="in-use" />}
          {name} · {of}
        </span>
        <span className="quiet small">
          {when(run.startedMs)} · {splitKind(run.options)}
        </span>
      </button>
      <span className="aside">
        {finished ? (
          mean === null ? (
            'no result'
          ) : (
            `${formatDb(mean)} dB`
          )
        ) : goesOn(run) ? (
          <button
            type="button"
            className="text-button"
            title="Goes on from the iteration that was kept last"
            onClick={() => void session.calibration.goOn(run.id)}
          >
            Continue
          </button>
        ) : run.state === 'interrupted' ? (
          <Again run={run} />
        ) : (
          run.state
        )}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={`Delete run ${name} of ${of}, ${clock(run.startedMs)}`}
        disabled={run.state === 'running'}
        onClick={() => session.calibration.remove(run.id)}
      >
        <IconTrash size={13} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function Again({ run }: { readonly run: CalibrationRun }) {
  const session = useSession();
  return (
    <button
      type="button"
      className="text-button"
      title="Cut off by a reload. It takes seconds, so it starts anew."
      onClick={() => session.calibration.runAgain(run.id)}
    >
      Run again
    </button>
  );
}

function when(timeMs: number): string {
  const today = new Date().toDateString() === new Date(timeMs).toDateString();
  return today
    ? clock(timeMs)
    : `${new Date(timeMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${clock(timeMs)}`;
}
