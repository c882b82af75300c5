import { describe, expect, it } from 'vitest';
import { type CompareMode, NOW, type ResultRef, type SwipeState } from '../store/swipe-state.ts';
import { isComparable, isDataLayer, type LayerName, scaleOnScreen, titleOnScreen } from './layer-classes.ts';

const OTHER: ResultRef = { kind: 'engine', engine: 'reference' };
const MEASURED: ResultRef = { kind: 'measured' };
const swipe = (mode: CompareMode, second: ResultRef = OTHER, first: ResultRef = NOW): SwipeState => ({
  mode,
  at: 0.5,
  first,
  second,
});

it('tells layers of the network, which have two sides, from others', () => {
  const layers = ['rsrp', 'expected-error', 'features', 'none', 'corrected'] as const;
  expect(layers.map(isDataLayer)).toEqual([true, true, false, false, false]);
});

it('knows the layers that two maps can differ in', () => {
  expect((['rsrp', 'path-gain', 'sinr', 'residual', 'error', 'los'] as const).map(isComparable)).toEqual([
    ...[true, true, true, false, false, false],
  ]);
});

describe('what the window is read by', () => {
  const read = (layer: LayerName, compared: SwipeState | null) => [
    scaleOnScreen({ layer, swipe: compared }),
    titleOnScreen({ layer, swipe: compared }),
  ];

  it('is the layer, with one map and with two', () => {
    expect(read('rsrp', null)).toEqual(['rsrp', 'RSRP']);
    expect(read('uncertainty', null)[0]).toBe('error');
    expect(read('los', null)).toEqual([null, 'Line of sight']);
    expect(read('sinr', swipe('side'))).toEqual(['sinr', 'SINR']);
    expect(read('rsrp', swipe('swipe', MEASURED))).toEqual(['rsrp', 'RSRP']);
  });

  it('is the difference while that is shown, and the residual beside what was measured', () => {
    expect(read('sinr', swipe('difference'))).toEqual(['difference', 'Difference of SINR']);
    expect(read('rsrp', swipe('difference', MEASURED))).toEqual(['residual', 'Residual']);
    expect(read('rsrp', swipe('difference', OTHER, MEASURED))).toEqual(['residual', 'Residual']);
    expect(read('none', swipe('difference'))[0]).toBeNull();
  });
});
