import { describe, expect, it } from 'vitest';
import { INITIAL_CALIBRATION } from '../store/calibration-state.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { availableLayers, hasTwoSides } from './available-layers.ts';

const state = (patch: Partial<StudioState> = {}): StudioState => ({ ...studioStore.getState(), ...patch });
const withSpread = { hasSpread: true } as NonNullable<StudioState['map']>;

describe('availableLayers', () => {
  it('offers the network, the features and the city at any time', () => {
    expect(availableLayers(state())).toEqual(['rsrp', 'best-server', 'los', 'provenance', 'features', 'none']);
  });

  it('offers the expected error where one of the maps shown knows it', () => {
    expect(availableLayers(state({ map: withSpread }))).toContain('expected-error');
    const afterMap = { hasSpread: true } as NonNullable<StudioState['afterMap']>;
    expect(availableLayers(state({ afterMap }))).toContain('expected-error');
  });

  it('offers a difference between engines alone', () => {
    const beyond = (kind: 'engine' | 'calibration') =>
      state({ swipe: { at: 0.5, beyond: kind === 'engine' ? { kind, engine: 'sweep' } : { kind } } });
    expect(availableLayers(beyond('engine'))).toContain('difference');
    expect(availableLayers(beyond('calibration'))).not.toContain('difference');
    expect(availableLayers(state({ calibration: INITIAL_CALIBRATION }))).not.toContain('corrected');
  });
});

it('has a line over layers of the network alone', () => {
  expect((['rsrp', 'expected-error', 'difference', 'features', 'none', 'corrected'] as const).map(hasTwoSides)).toEqual(
    [...[true, true, false, false, false, false]],
  );
});
