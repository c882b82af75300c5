import type { Action, ActionSource } from '../actions/action.ts';
import { showSecond } from '../store/swipe-actions.ts';
import { showAs, toggleComparison } from './compare-actions.ts';
import { keepResult } from './kept-actions.ts';
import { refOfValue, resultOptions } from './result-options.ts';

const MODES = [
  { mode: 'single', title: 'Show one map' },
  { mode: 'swipe', title: 'Compare by swipe' },
  { mode: 'side', title: 'Compare side by side' },
  { mode: 'difference', title: 'Show the difference of two maps' },
] as const;

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
    ...MODES.map(
      ({ mode, title }): Action => ({
        id: `compare-as-${mode}`,
        title,
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
