import { beforeEach, expect, it } from 'vitest';
import { addBreak } from '../results/edit-scale.ts';
import { SCALE_FACTS, scaleOf } from '../results/value-scale.ts';
import { changeScale, isInitialScale, resetScale } from './scale-actions.ts';
import { studioStore } from './studio-store.ts';

beforeEach(() => studioStore.setState({ scales: {} }));
const scales = () => studioStore.getState().scales;

it('keeps what was changed, scale by scale, and forgets it when reset', () => {
  changeScale('rsrp', (scale) => ({ ...scale, mode: 'continuous' }));
  changeScale('sinr', (scale) => addBreak('sinr', scale, 30));
  expect(scales().rsrp).toEqual({ ...SCALE_FACTS.rsrp.initial, mode: 'continuous' });
  expect(scales().sinr?.breaks).toEqual([-5, 0, 5, 10, 15, 20, 30]);
  // As it is kept with a project.
  expect(JSON.parse(JSON.stringify(scales()))).toEqual(scales());
  resetScale('rsrp');
  expect(Object.keys(scales())).toEqual(['sinr']);
});

it('is not touched by a change that changes nothing', () => {
  const before = scales();
  changeScale('rsrp', (scale) => addBreak('rsrp', scale, -95));
  expect(scales()).toBe(before);
});

it('knows a scale that is as it comes, however it came to be', () => {
  changeScale('error', (scale) => addBreak('error', scale, 20));
  changeScale('error', (scale) => ({ ...scale, breaks: scale.breaks.filter((edge) => edge !== 20) }));
  expect(isInitialScale('error', scaleOf(scales(), 'error'))).toBe(true);
});
