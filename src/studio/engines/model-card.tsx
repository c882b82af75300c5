import type { ModelFacts } from '../../worker/engine-protocol.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';
import { Term } from '../ui/term.tsx';
import { sizeWords, stateWords, warningWords } from './model-words.ts';

const MAE_HELP =
  'Mean absolute error on cities that it was not trained on, against the maps of the engine that it learned from.';

/** What is known of the model that predicts the map: how good, how large, where it runs, and where not to trust it. */
export function ModelCard({ model }: { readonly model: ModelFacts }) {
  const run = useStudioParts(({ run: { phase, step } }) => ({ phase, step }));
  const warnings = useStudio((s) =>
    s.map?.solves.engines.includes(`model:${model.id}`) ? s.map.solves.warnings : NO_WARNINGS,
  );
  return (
    <section className="model-card" aria-label={`Model ${model.name}`}>
      <p>{model.summary}</p>
      <dl>
        <dt>
          <Term help={MAE_HELP}>Test MAE</Term>
        </dt>
        <dd>{model.testMaeDb === null ? 'not stated' : `${formatNumber(model.testMaeDb, 1)} dB`}</dd>
        <dt>Size</dt>
        <dd>{sizeWords(model)}</dd>
        <dt>State</dt>
        <dd>
          <output>{stateWords(model, run)}</output>
        </dd>
      </dl>
      {model.refusal !== null && (
        <p className="warning" role="alert">
          {model.refusal}
        </p>
      )}
      <p className="caution">{model.warning}</p>
      {warnings.length > 0 && (
        <div className="caution" data-kind="outside">
          {warnings.map(({ sentence, sectors }) => (
            <p key={sentence}>{warningWords(sentence, sectors, model.name)}</p>
          ))}
        </div>
      )}
      {model.limits.length > 0 && (
        <details>
          <summary>Limits</summary>
          <ul>
            {model.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const NO_WARNINGS: readonly never[] = [];
