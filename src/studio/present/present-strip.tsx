import { Button } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { engineLabel, engineOf } from '../engines/engine-choice.ts';
import { LAYER_TITLES } from '../results/layer-classes.ts';
import { useStudio } from '../store/studio-store.ts';
import { present } from './present-actions.ts';

/** In place of the bar while presenting: what is seen, and the way back. */
export function PresentStrip() {
  const session = useSession();
  const name = useStudio((s) => s.history.project.name);
  const layer = useStudio((s) => s.layer);
  const choice = useStudio((s) => s.history.project.settings.engine);
  const models = useStudio((s) => s.models);
  const phase = useStudio((s) => s.run.phase);
  const touring = useStudio((s) => s.present.step !== null);
  const title = LAYER_TITLES[layer].title;
  const engine = engineLabel(engineOf(choice, session.scene()), models);
  return (
    <header className="card present-strip">
      <h1>{name}</h1>
      <span className="quiet">{layer === 'none' ? title : `${title} · ${engine}`}</span>
      {phase === 'solving' && <span className="quiet">· refining …</span>}
      {!touring && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => session.tour.start()}>
          Tour
        </Button>
      )}
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => present(false)}>
        Leave (P)
      </Button>
    </header>
  );
}
