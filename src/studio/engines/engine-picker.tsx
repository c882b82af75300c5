import { NativeSelect } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import type { EngineChoice } from '../store/project-document.ts';
import { useStudio } from '../store/studio-store.ts';
import { engineOptions } from './engine-options.ts';

const HELP =
  'What computes the map. The sweep traces beams between upright walls, without noise; the launch shoots rays at any mesh and tells how sure each cell is; the reference engine does so in double precision, slowly; a learned predictor looks at each sector once and answers at once, without tracing.';

/** Which engine computes the map. */
export function EnginePicker() {
  const session = useSession();
  const choice = useStudio((s) => s.history.project.settings.engine ?? 'auto');
  const sceneId = useStudio((s) => s.history.project.sceneId);
  const models = useStudio((s) => s.models);
  const scene = session.registry.scenes.get(sceneId ?? '') ?? null;
  return (
    <div className="picker" title={HELP}>
      <span aria-hidden>Engine</span>
      <NativeSelect
        size="xs"
        aria-label="Engine"
        value={choice}
        data={engineOptions(models, scene).map(({ group, items }) => ({ group, items: [...items] }))}
        onChange={(event) => session.engines.choose(event.currentTarget.value as EngineChoice)}
      />
    </div>
  );
}
