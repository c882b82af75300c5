import type { Action, ActionSource } from '../actions/action.ts';
import { scaleOnScreen, titleOnScreen } from '../results/layer-classes.ts';
import { SCALE_FACTS, scaleOf } from '../results/value-scale.ts';
import { changeScale, isInitialScale, resetScale } from '../store/scale-actions.ts';
import { PALETTE_TITLES } from './palette-titles.ts';

/** How the values of the layer on the screen become colours. */
export const legendActions: ActionSource = ({ layer, swipe, scales }) => {
  const name = scaleOnScreen({ layer, swipe });
  if (name === null) return [];
  const scale = scaleOf(scales, name);
  const title = titleOnScreen({ layer, swipe });
  const continuous = scale.mode === 'continuous';
  return [
    {
      id: 'legend-mode',
      title: continuous ? `Colour ${title} in steps` : `Colour ${title} without steps`,
      group: 'Layer',
      words: 'legend classes continuous stepped ramp',
      run: () => changeScale(name, (before) => ({ ...before, mode: continuous ? 'stepped' : 'continuous' })),
    },
    ...SCALE_FACTS[name].palettes.map(
      (palette): Action => ({
        id: `legend-palette-${palette}`,
        title: `Colour ${title} in ${PALETTE_TITLES[palette].toLowerCase()}`,
        group: 'Layer',
        words: 'legend palette colours scale',
        chosen: scale.palette === palette,
        run: () => changeScale(name, (before) => ({ ...before, palette })),
      }),
    ),
    {
      id: 'legend-reset',
      title: `Reset classes and colours of ${title}`,
      group: 'Layer',
      words: 'legend default edges breaks',
      enabled: !isInitialScale(name, scale),
      run: () => resetScale(name),
    },
  ];
};
