import { compareWords } from '../compare/result-words.ts';
import type { EngineScene } from '../engines/engine-choice.ts';
import type { HoverSources } from '../results/hover-readout.ts';
import { isDataLayer } from '../results/layer-classes.ts';
import type { StudioState } from '../store/studio-store.ts';
import { isBesideMeasured, NOW } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { mapOf } from './layer-keeper.ts';

/**
 * What there is to read at a point of the window: the map on that side of a comparison, with what its layer shows. `onSecond`: the
 * pointer is over the map beside the first.
 */
export function seenAt(
  screenX: number,
  onSecond: boolean,
  state: StudioState,
  registry: TypedArrayRegistry,
  scene: EngineScene | null,
): Omit<HoverSources, 'scene' | 'measured'> {
  const { swipe, layer, features } = state;
  const two = swipe !== null && isDataLayer(layer);
  const onRight = two && (onSecond || (swipe.mode === 'swipe' && screenX > swipe.at * window.innerWidth));
  const [here, there] = onRight ? (['second', 'first'] as const) : (['first', 'second'] as const);
  const sides = { first: two ? swipe.first : NOW, second: two ? swipe.second : NOW };
  // Over what was measured, the read-out tells what was predicted for it.
  const side = sides[here].kind === 'measured' ? there : here;
  const besideMeasured = two && isBesideMeasured(swipe);
  const words = two && !besideMeasured ? compareWords(state, scene) : null;
  const maps = layer === 'features' ? registry.features : null;
  const { shown } = registry;
  return {
    map: mapOf(sides[side], side, registry),
    layer,
    cells: shown[side],
    other: words && { label: onRight ? words.first : words.second, cells: shown[there] },
    // The residual has a line of its own.
    difference: besideMeasured ? null : shown.difference,
    feature: maps && { name: features.name, maps },
  };
}
