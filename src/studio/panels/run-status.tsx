import { actionOf } from '../actions/all-actions.ts';
import { runAction } from '../actions/run-action.ts';
import { useSession } from '../app/session-context.ts';
import { engineLabel, engineOf, heededBy } from '../engines/engine-choice.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';

/** What the engine does, how far it is, and the ways to hold it, to stop it and to have it go on. */
export function RunStatus() {
  const session = useSession();
  const run = useStudio((s) => s.run);
  const adapter = useStudio((s) => s.engine?.adapter ?? null);
  const { words, detail } = useWords();
  const all = `${words} ${detail}`.trim();
  const shown = run.phase === 'solving' || run.phase === 'starting' || run.phase === 'paused';
  return (
    <div className="run-state" data-phase={run.phase}>
      <output className="run-state" aria-live="polite" title={adapter ? `${all}. Engine runs on ${adapter}` : all}>
        <span className="run-dot" aria-hidden />
        <span className="clipped run-words">{words}</span>
        {detail !== '' && <span className="clipped run-detail">{detail}</span>}
      </output>
      {shown && (
        <div
          className="run-progress"
          role="progressbar"
          aria-label="Progress of the radio map"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(100 * run.fraction)}
        >
          <div style={{ transform: `scaleX(${run.fraction})` }} />
        </div>
      )}
      <PauseButton />
      {(run.phase === 'paused' || run.phase === 'cancelled') && (
        <button type="button" className="text-button" onClick={() => session.resume()}>
          Go on
        </button>
      )}
      {(run.phase === 'solving' || run.phase === 'paused') && (
        <button type="button" className="text-button" onClick={() => session.cancel()}>
          Cancel
        </button>
      )}
      <RefineButton />
    </div>
  );
}

/** What is being done or was done, and what else can be said of it where there is room. */
function useWords(): { words: string; detail: string } {
  const run = useStudio((s) => s.run);
  const azimuths = useStudio((s) => s.history.project.settings.azimuths);
  const engines = useStudioParts((s) => s.map?.solves.engines.map((name) => engineLabel(name, s.models)) ?? []);
  const sweeps = useStudio((s) => s.map?.solves.engines.join() === 'sweep');
  const errorDb = useStudio((s) => s.map?.standardErrorDb ?? null);
  const reading = useStudio((s) => s.reading);
  const exporting = useStudio((s) => s.exporting);
  if (reading !== null) return { words: `Reading ${reading}`, detail: '' };
  if (exporting !== null)
    return { words: `Writing ${exporting.name} · ${Math.round(100 * exporting.fraction)} %`, detail: '' };
  const error = errorDb === null ? '' : ` · ±${errorDb.toPrecision(2)} dB`;
  if (run.phase === 'paused') return { words: `Paused${error}`, detail: `· ${run.stage}` };
  if (run.phase !== 'refined') return { words: run.stage, detail: '' };
  const by = sweeps ? `${formatCount(azimuths)} azimuths` : engines.join(' and ');
  const seconds = run.lastSolveMs === null ? '' : `· ${(run.lastSolveMs / 1000).toFixed(1)} s a sector`;
  return { words: `Refined · ${by}${error}`, detail: seconds };
}

/** Holds a launch of rays where it is. Other engines are done in a moment. */
function PauseButton() {
  const session = useSession();
  const launches = useStudio(
    (s) =>
      s.run.phase === 'solving' &&
      heededBy(
        engineOf(
          s.history.project.settings.engine,
          session.registry.scenes.get(s.history.project.sceneId ?? '') ?? null,
        ),
      ).rays,
  );
  if (!launches) return null;
  return (
    <button
      type="button"
      className="text-button"
      title="Hold the launch where it is; it goes on to the same map"
      onClick={() => session.pause()}
    >
      Pause
    </button>
  );
}

/** Has a finished launch go on to a smaller error. */
function RefineButton() {
  const session = useSession();
  useStudioParts((s) => [s.map?.standardErrorDb, s.run.phase, s.history.project.settings.engine]);
  const action = actionOf('refine', session);
  if (!action || action.enabled === false) return null;
  return (
    <button
      type="button"
      className="text-button"
      title={`${action.title} in the median cell. The rays that are traced count.`}
      onClick={() => void runAction(action, session)}
    >
      Refine
    </button>
  );
}
