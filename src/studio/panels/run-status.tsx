import { useSession } from '../app/session-context.ts';
import { engineLabel } from '../engines/engine-choice.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { formatCount } from '../ui/format.ts';

/** What the engine does, how far it is, and the way to stop it. */
export function RunStatus() {
  const session = useSession();
  const run = useStudio((s) => s.run);
  const azimuths = useStudio((s) => s.history.project.settings.azimuths);
  const engines = useStudioParts((s) => s.map?.solves.engines.map((name) => engineLabel(name, s.models)) ?? []);
  const sweeps = useStudio((s) => s.map?.solves.engines.join() === 'sweep');
  const adapter = useStudio((s) => s.engine?.adapter ?? null);
  const reading = useStudio((s) => s.reading);
  const exporting = useStudio((s) => s.exporting);
  const busy = run.phase === 'solving' || run.phase === 'starting';
  const seconds = run.lastSolveMs === null ? '' : ` · ${(run.lastSolveMs / 1000).toFixed(1)} s a sector`;
  const text =
    reading !== null
      ? `Reading ${reading}`
      : exporting !== null
        ? `Writing ${exporting.name} · ${Math.round(100 * exporting.fraction)} %`
        : run.phase === 'refined'
          ? `Refined · ${sweeps ? `${formatCount(azimuths)} azimuths` : engines.join(' and ')}${seconds}`
          : run.stage;
  return (
    <div className="run-state" data-phase={run.phase}>
      <output className="run-state" aria-live="polite" title={adapter ? `${text}. Engine runs on ${adapter}` : text}>
        <span className="run-dot" aria-hidden />
        <span className="clipped">{text}</span>
      </output>
      {busy && (
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
      {run.phase === 'solving' && (
        <button type="button" className="text-button" onClick={() => session.cancel()}>
          Cancel
        </button>
      )}
      {run.phase === 'cancelled' && (
        <button type="button" className="text-button" onClick={() => session.resume()}>
          Go on
        </button>
      )}
    </div>
  );
}
