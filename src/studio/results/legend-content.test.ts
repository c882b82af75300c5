import { describe, expect, it } from 'vitest';
import { modelFacts } from '../../testing/model-facts.ts';
import { startHistory } from '../commands/history.ts';
import { lineWords } from '../engines/line-words.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { legendContent } from './legend-content.ts';

const UNET = modelFacts({ id: 'unet', name: 'U-Net' });
const COUNTS = { cells: [1, 2, 3, 4, 5, 6, 7], noData: 0 };

function state(patch: Partial<StudioState> = {}): StudioState {
  return { ...studioStore.getState(), history: startHistory(EMPTY_PROJECT), models: [UNET], ...patch };
}

describe('legendContent', () => {
  it('says whose expectation an expected error is', () => {
    const map = { counts: { 'expected-error': COUNTS }, solves: { engines: ['model:unet'] } } as unknown as NonNullable<
      StudioState['map']
    >;
    const content = legendContent('expected-error', state({ map }), null);
    expect(content.labels).toHaveLength(7);
    expect(content.counts).toBe(COUNTS);
    expect(content.note).toContain('U-Net');
  });

  it('says which of two maps a difference is of, and waits for both', () => {
    const swipe = { at: 0.5, beyond: { kind: 'engine', engine: 'model:unet' } } as const;
    const waiting = state({ swipe });
    const content = legendContent('difference', waiting, lineWords(waiting, null));
    expect(content).toMatchObject({ unit: 'U-Net − Sweep, dB', counts: null, note: 'Once both maps are finished.' });
    const comparison = { counts: COUNTS } as unknown as NonNullable<StudioState['comparison']>;
    expect(legendContent('difference', state({ swipe, comparison }), lineWords(waiting, null))).toMatchObject({
      ...{ counts: COUNTS, note: null },
    });
  });

  it('asks for a second engine where there is none', () => {
    const open = state({ swipe: { at: 0.5, beyond: { kind: 'engine', engine: null } } });
    expect(lineWords(open, null)).toBeNull();
    expect(legendContent('difference', open, null).note).toBe('Choose an engine to compare with.');
  });
});

it('calls the sides of a line by what they are', () => {
  expect(lineWords(state({ swipe: null }), null)).toBeNull();
  expect(lineWords(state({ swipe: { at: 0.5, beyond: { kind: 'calibration' } } }), null)).toEqual({
    before: 'before',
    after: 'after',
    line: 'Line between the map before and after',
  });
  const engines = state({ swipe: { at: 0.5, beyond: { kind: 'engine', engine: 'auto' } } });
  expect(lineWords(engines, { extruded: false, buildings: [] })?.after).toBe('Reference');
});
