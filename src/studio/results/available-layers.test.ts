import { describe, expect, it } from 'vitest';
import { INITIAL_CALIBRATION } from '../store/calibration-state.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { type CompareMode, NOW, type ResultRef } from '../store/swipe-state.ts';
import { availableLayers } from './available-layers.ts';

const state = (patch: Partial<StudioState> = {}): StudioState => ({ ...studioStore.getState(), ...patch });
const withSpread = { hasSpread: true } as NonNullable<StudioState['map']>;

describe('availableLayers', () => {
  it('offers the network, the features and the city at any time', () => {
    expect(availableLayers(state())).toEqual([
      ...[
        'rsrp',
        'path-gain',
        'sinr',
        'throughput',
        'overlap',
        'pilot-pollution',
        'best-server',
        'los',
        'provenance',
        'features',
        'none',
      ],
    ]);
  });

  it('offers the expected error where one of the maps shown knows it', () => {
    expect(availableLayers(state({ map: withSpread }))).toContain('expected-error');
    const secondMap = { hasSpread: true } as NonNullable<StudioState['secondMap']>;
    expect(availableLayers(state({ secondMap }))).toContain('expected-error');
  });

  it('offers residuals where something was measured', () => {
    const measurements = { id: 'm' } as NonNullable<StudioState['measurements']>;
    expect(availableLayers(state({ measurements }))).toContain('residual');
    expect(availableLayers(state({ calibration: INITIAL_CALIBRATION }))).not.toContain('corrected');
  });

  it('offers the values that two maps can differ in while that is shown, and levels alone beside the measured', () => {
    const swipe = (mode: CompareMode, second: ResultRef) => state({ swipe: { mode, at: 0.5, first: NOW, second } });
    const other: ResultRef = { kind: 'engine', engine: 'reference' };
    expect(availableLayers(swipe('swipe', other))).toContain('best-server');
    expect(availableLayers(swipe('difference', other))).toEqual(['rsrp', 'path-gain', 'sinr']);
    expect(availableLayers(swipe('swipe', { kind: 'measured' }))).toEqual(['rsrp']);
  });
});
