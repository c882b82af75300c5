import { NativeSelect } from '@mantine/core';
import { availableLayers } from '../results/available-layers.ts';
import { LAYER_TITLES, type LayerName } from '../results/layer-classes.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { showLayer } from '../store/view-actions.ts';

/** Which layer of the result is on the map. */
export function LayerPicker() {
  const layer = useStudio((s) => s.layer);
  const layers = useStudioParts(availableLayers);
  return (
    <div className="picker">
      <span aria-hidden>Layer</span>
      <NativeSelect
        size="xs"
        aria-label="Layer"
        value={layer}
        onChange={(event) => showLayer(event.currentTarget.value as LayerName)}
        data={layers.map((value) => ({ value, label: LAYER_TITLES[value].title }))}
      />
    </div>
  );
}
