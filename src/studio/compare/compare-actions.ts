import type { Action, ActionSource } from '../actions/action.ts';
import { showSecond } from '../store/swipe-actions.ts';
import { MODE_WORDS, SHOWN_MAPS } from './compare-modes.ts';
import { keepResult } from './keep-results.ts';
import { refOfValue, resultOptions } from './result-options.ts';
import { showAs, toggleComparison } from './show-comparison.ts';

/** Ways of comparing, everything that can be compared with, and keeping what is there. */
export const compareActions: ActionSource = (state, session) => {
  const { swipe } = state;
  const others = resultOptions(
    swipe?.second ?? { kind: 'engine', engine: null },
    { kind: 'now' },
    state,
    session.scene(),
  );
  return [
    {
      id: 'compare',
      title: swipe ? 'End the comparison' : 'Compare with another result',
      group: 'Compare',
      keys: ['c'],
      words: 'swipe difference side engines',
      run: () => toggleComparison(session.scene()),
    },
    ...SHOWN_MAPS.map(
      (mode): Action => ({
        id: `compare-as-${mode}`,
        title: MODE_WORDS[mode].command,
        group: 'Compare',
        words: 'swipe difference side split two maps',
        chosen: (swipe?.mode ?? 'single') === mode,
        run: () => showAs(mode, session.scene()),
      }),
    ),
    ...others.flatMap(({ group, items }) =>
      items
        .filter(({ value }) => value !== 'now')
        .map(
          ({ value, label, disabled }): Action => ({
            id: `compare-with-${value}`,
            title: `Compare with ${label}`,
            group: 'Compare',
            words: group,
            enabled: disabled !== true,
            run: () => showSecond(refOfValue(value, swipe?.second ?? { kind: 'now' }, state)),
          }),
        ),
    ),
    {
      id: 'keep-result',
      title: 'Keep this result',
      group: 'Compare',
      keys: ['shift+k'],
      words: 'save name snapshot remember',
      enabled: state.map?.refined === true && state.run.phase === 'refined',
      run: () => void keepResult(session),
    },
  ];
};
