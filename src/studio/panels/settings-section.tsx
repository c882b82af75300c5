import { useSession } from '../app/session-context.ts';
import { patchSettings } from '../commands/project-commands.ts';
import { engineLabel, engineOf, heededBy, isModel, modelOf } from '../engines/engine-choice.ts';
import { ModelCard } from '../engines/model-card.tsx';
import { useStudio } from '../store/studio-store.ts';
import { DeferredPart, later } from '../ui/deferred-part.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { EngineLine } from './engine-line.tsx';

const TRACING_SETTINGS = later('The settings', async () => (await import('./tracing-settings.tsx')).TracingSettings);

/** What every sector is solved with: the engine, and what it heeds. */
export function SettingsSection() {
  const session = useSession();
  const settings = useStudio((s) => s.history.project.settings);
  const sceneId = useStudio((s) => s.history.project.sceneId);
  const models = useStudio((s) => s.models);
  const engine = engineOf(settings.engine, session.registry.scenes.get(sceneId ?? '') ?? null);
  const { mechanisms } = heededBy(engine);
  const model = modelOf(engine, models);
  return (
    <section className="section propagation" aria-label="Propagation">
      <div className="card-head">
        <h2>Propagation</h2>
        <span className="aside">{engineLabel(engine, models)}</span>
      </div>
      <ModelsProblem />
      <div className="propagation-body">
        {model && <ModelCard model={model} />}
        <details>
          <summary className="row settings-summary">
            <span>Settings</span>
            <span className="aside">
              {mechanisms && `depth ${settings.maxDepth} · `}
              {settings.receiverHeightM} m
            </span>
          </summary>
          <NumberField
            label="Receiver"
            unit="m"
            value={settings.receiverHeightM}
            min={0.5}
            max={30}
            step={0.5}
            digits={1}
            onChange={(receiverHeightM, gesture) =>
              patchSettings({ receiverHeightM }, 'Change receiver height', gesture)
            }
          />
          <DeferredPart part={TRACING_SETTINGS} with={{ settings, engine, name: engineLabel(engine, models) }} />
        </details>
        {!isModel(engine) && <EngineLine />}
      </div>
    </section>
  );
}

/** Why there is no learned predictor to choose. */
function ModelsProblem() {
  const problem = useStudio((s) => (s.models.length === 0 ? s.modelsProblem : null));
  if (problem === null) return null;
  return (
    <details className="row-note">
      <summary>No learned predictors here</summary>
      {problem}
    </details>
  );
}
