import { availableLayers } from '../results/available-layers.ts';
import { LAYER_TITLES } from '../results/layer-classes.ts';
import { showLayer, showMeasured } from '../store/view-actions.ts';
import type { Action, ActionSource } from './action.ts';

export const layerActions: ActionSource = (state) => [
  ...availableLayers(state).map(
    (layer): Action => ({
      id: `layer-${layer}`,
      title: layer === 'none' ? 'Show the city only' : `Show ${inSentence(LAYER_TITLES[layer].title)}`,
      group: 'Layer',
      words: `map ${LAYER_TITLES[layer].unit}`,
      chosen: state.layer === layer,
      run: () => showLayer(layer),
    }),
  ),
  {
    id: 'toggle-measured',
    title: state.measuredShown ? 'Hide measured points' : 'Show measured points',
    group: 'Layer',
    keys: ['m'],
    words: 'measurements drive test',
    enabled: state.measurements !== null,
    run: () => showMeasured(!state.measuredShown),
  },
];

/** Abbreviations keep their capitals. */
export function inSentence(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
