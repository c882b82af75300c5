import { beforeEach, expect, it } from 'vitest';
import { studioStore } from '../store/studio-store.ts';
import { NOW } from '../store/swipe-state.ts';
import { legendActions } from './legend-actions.ts';

// Commands of the legend ask nothing of the session.
const actions = () => legendActions(studioStore.getState(), null as never);
const run = (id: string) =>
  actions()
    .find((action) => action.id === id)
    ?.run(null as never);

beforeEach(() => studioStore.setState({ layer: 'rsrp', swipe: null, scales: {} }));

it('colours the layer on the screen', () => {
  void run('legend-mode');
  expect(studioStore.getState().scales.rsrp?.mode).toBe('continuous');
});

it('colours the difference of two maps while that is shown, and leaves the levels', () => {
  const second = { kind: 'engine', engine: 'reference' } as const;
  studioStore.setState({ swipe: { mode: 'difference', at: 0.5, first: NOW, second } });
  expect(actions().map(({ title }) => title)).toContain('Colour Difference of RSRP without steps');
  void run('legend-mode');
  expect(studioStore.getState().scales).toMatchObject({ difference: { mode: 'continuous' } });
  expect(studioStore.getState().scales.rsrp).toBeUndefined();
});
