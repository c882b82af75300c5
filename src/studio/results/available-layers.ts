import { correctable } from '../calibration/correctable.ts';
import type { StudioState } from '../store/studio-store.ts';
import { isCorrectedLayer, LAYER_TITLES, type LayerName } from './layer-classes.ts';

type Seen = Pick<StudioState, 'map' | 'beforeMap' | 'afterMap' | 'swipe' | 'calibration' | 'history' | 'measurements'>;

/** Layers whose values tell two maps apart. */
const DIFFERENT: readonly LayerName[] = ['rsrp', 'path-gain', 'sinr'];

/** The layers that there is something to show of. */
export function availableLayers(state: Seen): readonly LayerName[] {
  const { map, beforeMap, afterMap, swipe, measurements } = state;
  const corrects = swipe === null && correctable(state) !== null;
  const besideMeasured = swipe?.first.kind === 'measured' || swipe?.beyond.kind === 'measured';
  return (Object.keys(LAYER_TITLES) as LayerName[]).filter((layer) => {
    if (isCorrectedLayer(layer)) return corrects;
    // What was measured is a level.
    if (besideMeasured) return layer === 'rsrp';
    if (swipe?.mode === 'difference') return DIFFERENT.includes(layer);
    if (layer === 'expected-error') return [map, beforeMap, afterMap].some((shown) => shown?.hasSpread === true);
    if (layer === 'residual') return measurements !== null;
    return true;
  });
}

/** True for a layer that is another on each side of a comparison: those of a network's map. */
export function hasTwoSides(layer: LayerName): boolean {
  return layer !== 'features' && layer !== 'none' && !isCorrectedLayer(layer);
}
