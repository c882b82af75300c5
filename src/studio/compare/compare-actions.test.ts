import { afterEach, expect, it } from 'vitest';
import type { Session } from '../app/session.ts';
import { studioStore } from '../store/studio-store.ts';
import { COMPARE_MODES } from '../store/swipe-state.ts';
import { compareActions } from './compare-actions.ts';
import { MODE_WORDS, modeOptions, SHOWN_MAPS } from './compare-modes.ts';

const SESSION = { scene: () => null } as unknown as Session;
const ways = () => compareActions(studioStore.getState(), SESSION).filter(({ id }) => /^compare-as-/.test(id));

afterEach(() => studioStore.setState(studioStore.getInitialState()));

it('has a command for one map and for every way of comparing two, of which one is chosen', () => {
  expect(ways().map(({ title }) => title)).toEqual(SHOWN_MAPS.map((mode) => MODE_WORDS[mode].command));
  const chosen = () => ways().flatMap(({ id, chosen }) => (chosen ? [id] : []));
  expect(chosen()).toEqual(['compare-as-single']);
  for (const mode of COMPARE_MODES) {
    studioStore.setState({
      swipe: { mode, at: 0.5, first: { kind: 'now' }, second: { kind: 'engine', engine: null } },
    });
    expect(chosen()).toEqual([`compare-as-${mode}`]);
  }
});

it('goes from one way to another, and back to one map', () => {
  const run = (mode: string) =>
    ways()
      .find(({ id }) => id === `compare-as-${mode}`)
      ?.run(SESSION);
  studioStore.setState({ swipe: { mode: 'swipe', at: 0.3, first: { kind: 'now' }, second: { kind: 'measured' } } });
  run('side');
  expect(studioStore.getState().swipe).toMatchObject({ mode: 'side', at: 0.3, second: { kind: 'measured' } });
  run('single');
  expect(studioStore.getState().swipe).toBeNull();
});

it('calls the ways alike in every list', () => {
  expect(modeOptions(COMPARE_MODES)).toEqual(modeOptions(SHOWN_MAPS).slice(1));
});
