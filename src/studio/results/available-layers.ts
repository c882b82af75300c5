import { correctable } from '../calibration/correctable.ts';
import type { StudioState } from '../store/studio-store.ts';
import { isBesideMeasured } from '../store/swipe-state.ts';
import { isComparable, isCorrectedLayer, LAYER_TITLES, type LayerName } from './layer-classes.ts';

type Seen = Pick<StudioState, 'map' | 'firstMap' | 'secondMap' | 'swipe' | 'calibration' | 'history' | 'measurements'>;

/** The layers that there is something to show of. */
export function availableLayers(state: Seen): readonly LayerName[] {
  const { map, firstMap, secondMap, swipe, measurements } = state;
  const corrects = swipe === null && correctable(state) !== null;
  return (Object.keys(LAYER_TITLES) as LayerName[]).filter((layer) => {
    if (isCorrectedLayer(layer)) return corrects;
    // What was measured is a level.
    if (isBesideMeasured(swipe)) return layer === 'rsrp';
    if (swipe?.mode === 'difference') return isComparable(layer);
    if (layer === 'expected-error') return [map, firstMap, secondMap].some((shown) => shown?.hasSpread === true);
    if (layer === 'residual') return measurements !== null;
    return true;
  });
}
