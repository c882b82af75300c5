import { NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { useSession } from '../app/session-context.ts';
import { patchOptions } from '../store/calibration-actions.ts';
import { useStudio } from '../store/studio-store.ts';
import { Term } from '../ui/term.tsx';
import { TERMS } from './method-words.ts';
import { trainableModels } from './trainable-models.ts';

/** Which predictor is trained. Those without a step of training are shown with the reason, and cannot be chosen. */
export function ModelChoice() {
  const session = useSession();
  const models = useStudio((s) => s.models);
  const problem = useStudio((s) => s.modelsProblem);
  const chosen = useStudio((s) => s.calibration.setup.options.model);
  useEffect(() => {
    void session.engines.refresh();
  }, [session]);
  const { choices, fallback } = trainableModels(models);
  if (models.length === 0) return <p className="explanation">{problem ?? 'The list of predictors is being read.'}</p>;
  return (
    <div className="pair-field">
      <Term help={TERMS.model}>Predictor</Term>
      <NativeSelect
        size="xs"
        aria-label="Predictor"
        value={chosen ?? fallback}
        data={[...choices]}
        onChange={(event) => patchOptions({ model: event.currentTarget.value })}
      />
    </div>
  );
}
