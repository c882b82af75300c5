import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useSession } from '../app/session-context.ts';
import { hasTwoSides } from '../results/available-layers.ts';
import type { EngineChoice } from '../store/project-document.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { hideBeyond, showBeyond } from '../store/swipe-actions.ts';
import { showLayer } from '../store/view-actions.ts';
import { FoldButton } from '../ui/fold-button.tsx';
import { CompareFigures } from './compare-figures.tsx';
import { engineOf } from './engine-choice.ts';
import { engineOptions } from './engine-options.ts';
import { lineWords } from './line-words.ts';

/** Two engines beside one another: which is beyond the line, how far it is from the other, and from what was measured. */
export function CompareCard() {
  const session = useSession();
  const folded = useStudio((s) => s.folded.compare);
  const beyond = useStudio((s) => (s.swipe?.beyond.kind === 'engine' ? s.swipe.beyond : null));
  const line = useStudioParts((s) => lineWords(s, session.scene()));
  if (!beyond) return null;
  return (
    <section className="card compare-card" aria-label="Compare">
      <div className="card-head">
        <h2>Compare</h2>
        <span className="aside">
          <BeyondSelect engine={beyond.engine} />
        </span>
        <FoldButton panel="compare" label="comparison" />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={22}
          aria-label="End comparison"
          onClick={() => hideBeyond('engine')}
        >
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </div>
      {!folded && line && (
        <>
          <LayerSwitch />
          <CompareFigures line={line} />
        </>
      )}
      {!folded && !line && <p className="card-foot">Choose an engine to compare with.</p>}
    </section>
  );
}

function BeyondSelect({ engine }: { readonly engine: EngineChoice | null }) {
  const session = useSession();
  const models = useStudio((s) => s.models);
  const first = useStudio((s) => s.history.project.settings.engine);
  const sceneId = useStudio((s) => s.history.project.sceneId);
  const scene = session.registry.scenes.get(sceneId ?? '') ?? null;
  const present = engineOf(first, scene);
  const options = engineOptions(models, scene).map(({ group, items }) => ({
    group,
    // What is on the screen already makes no second side.
    items: items.map((item) => ({
      ...item,
      disabled: item.disabled === true || engineOf(item.value, scene) === present,
    })),
  }));
  return (
    <span className="beyond-select">
      <span aria-hidden>with</span>
      <NativeSelect
        size="xs"
        aria-label="Engine to compare with"
        value={engine ?? ''}
        data={engine === null ? [{ value: '', label: 'Choose …' }, ...options] : options}
        onChange={(event) => showBeyond({ kind: 'engine', engine: event.currentTarget.value as EngineChoice })}
      />
    </span>
  );
}

/** Both maps with a line between them, or what sets them apart. */
function LayerSwitch() {
  const layer = useStudio((s) => s.layer);
  // Layers that are the same on both sides are neither.
  const shown = layer === 'difference' ? 'difference' : hasTwoSides(layer) ? 'swipe' : '';
  return (
    <div className="compare-switch">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="How the maps are compared"
        transitionDuration={0}
        value={shown}
        onChange={(value) => showLayer(value === 'difference' ? 'difference' : 'rsrp')}
        data={[
          { value: 'swipe', label: 'Swipe' },
          { value: 'difference', label: 'Difference' },
        ]}
      />
    </div>
  );
}
