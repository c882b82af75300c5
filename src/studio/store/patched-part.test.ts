import { expect, it } from 'vitest';
import { patchedPart } from './patched-part.ts';
import { studioStore } from './studio-store.ts';
import { reportRun } from './view-actions.ts';

it('is the very same part where nothing of it is another', () => {
  const part = { phase: 'solving', fraction: 0.5 };
  expect(patchedPart(part, { fraction: 0.5 })).toBe(part);
  expect(patchedPart(part, { fraction: 0.75 })).toEqual({ phase: 'solving', fraction: 0.75 });
  expect(part.fraction).toBe(0.5);
});

it('tells nobody what is no news', () => {
  let told = 0;
  const stop = studioStore.subscribe(() => told++);
  reportRun({ phase: 'solving', stage: 'Refining A' });
  reportRun({ phase: 'solving', stage: 'Refining A' });
  stop();
  expect(told).toBe(1);
});
