import { correctable } from '../calibration/correctable.ts';
import type { StudioState } from '../store/studio-store.ts';
import { isCorrectedLayer } from './corrected-classes.ts';
import { LAYER_TITLES, type LayerName } from './layer-classes.ts';

type Seen = Pick<StudioState, 'map' | 'afterMap' | 'swipe' | 'calibration' | 'history'>;

/** The layers that there is something to show of. */
export function availableLayers(state: Seen): readonly LayerName[] {
  const { map, afterMap, swipe } = state;
  const comparing = swipe?.beyond.kind === 'engine';
  const corrects = swipe === null && correctable(state) !== null;
  return (Object.keys(LAYER_TITLES) as LayerName[]).filter((layer) => {
    if (isCorrectedLayer(layer)) return corrects;
    if (layer === 'difference') return comparing;
    if (layer === 'expected-error') return map?.hasSpread === true || afterMap?.hasSpread === true;
    return true;
  });
}

/** True for a layer that is another on each side of a line: those of a network's map. */
export function hasTwoSides(layer: LayerName): boolean {
  return layer !== 'difference' && layer !== 'features' && layer !== 'none' && !isCorrectedLayer(layer);
}
