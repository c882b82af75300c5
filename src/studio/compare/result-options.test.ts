import { describe, expect, it } from 'vitest';
import { commit, startHistory } from '../commands/history.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { NOW, type ResultRef } from '../store/swipe-state.ts';
import { refOfValue, refValue, resultOptions } from './result-options.ts';

const PROJECT = { ...EMPTY_PROJECT, sceneId: 'scene' };
const history = commit(startHistory(PROJECT), {
  ...{ kind: 'patch-settings', label: 'Change depth', patch: { maxDepth: 1 } },
});
const kept = [
  { id: 'k1', name: 'As planned', project: PROJECT },
  { id: 'k2', name: 'Elsewhere', project: { ...PROJECT, sceneId: 'other' } },
] as unknown as StudioState['kept'];
const state: StudioState = {
  ...studioStore.getState(),
  ...{ history, kept, models: [] },
  measurements: { id: 'm', name: 'Drive' } as NonNullable<StudioState['measurements']>,
};
const reference: ResultRef = { kind: 'engine', engine: 'reference' };

describe('what can be compared', () => {
  const options = (ref: ResultRef, other: ResultRef) =>
    resultOptions(ref, other, state, null).flatMap(({ items }) => items);
  const labels = (ref: ResultRef, other: ResultRef) =>
    options(ref, other)
      .filter(({ disabled }) => !disabled)
      .map(({ label }) => label);

  it('is everything but what is on the other side, and what is of another scene', () => {
    expect(labels(reference, NOW)).toEqual([
      ...['Before “Change depth”', 'Launch', 'Reference · slow', 'As planned', 'Drive'],
    ]);
    expect(labels(NOW, { kind: 'measured' })).toEqual([
      ...['Now · Sweep', 'Before “Change depth”', 'Auto · sweep', 'Sweep', 'Launch', 'Reference · slow', 'As planned'],
    ]);
  });

  it('is chosen by its entry, and back', () => {
    for (const { value } of options(reference, NOW)) expect(refValue(refOfValue(value, reference, state))).toBe(value);
    expect(refOfValue('engine:model:a', NOW, state)).toEqual({ kind: 'engine', engine: 'model:a' });
    expect(refOfValue('kept:k1', NOW, state)).toEqual({ kind: 'kept', id: 'k1' });
  });

  it('holds on to the project before an edit, whatever is edited next', () => {
    const before = refOfValue('before:Change depth', NOW, state);
    expect(before).toEqual({ kind: 'before', label: 'Change depth', project: PROJECT });
    const later = { ...state, history: commit(history, { ...{ kind: 'patch-settings', label: 'Turn', patch: {} } }) };
    expect(refOfValue('before:Change depth', before, later)).toBe(before);
    const names = resultOptions(before, NOW, later, null).flatMap(({ items }) => items.map(({ label }) => label));
    expect(names).toContain('Before “Change depth”');
    expect(names).toContain('Before “Turn”');
  });
});
