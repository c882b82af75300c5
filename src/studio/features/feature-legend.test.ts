import { describe, expect, it } from 'vitest';
import { BASE_CHANNELS } from '../../learning/features/channel.ts';
import { LAND_USE_NAMES, landUseCode } from '../../scene/synthetic/land-use-classes.ts';
import type { FeatureMaps } from '../../worker/engine-protocol.ts';
import { featureColourIndex, featureLegends } from './feature-legend.ts';
import { FEATURE_NAMES, featureFact, featureText } from './feature-name.ts';

const MAPS: FeatureMaps = {
  grid: { columns: 4, rows: 1, cellSizeM: 5, westM: 0, northM: 5 },
  planes: {
    ...(Object.fromEntries(BASE_CHANNELS.map((name) => [name, new Float32Array(4).fill(3)])) as FeatureMaps['planes']),
    'building-height': Float32Array.of(0, 10, 20, 40),
    'line-of-sight': Float32Array.of(1, 0, 1, 1),
  },
  landUse: Uint8Array.of(landUseCode('park'), landUseCode('park'), landUseCode('water'), 0),
  outdoor: Uint8Array.of(1, 1, 1, 1),
};
const legends = featureLegends(MAPS);

describe('featureLegends', () => {
  it('spans a quantity from its least to its greatest value, and a constant one too', () => {
    expect(legends['building-height']).toEqual({ kind: 'scale', low: 0, high: 40 });
    expect(legends.frequency).toEqual({ kind: 'scale', low: 3, high: 3 });
  });

  it('counts the classes that occur', () => {
    expect(legends['line-of-sight']).toEqual({
      kind: 'classes',
      cells: 4,
      classes: [
        { index: 0, label: 'yes', cells: 3 },
        { index: 1, label: 'no', cells: 1 },
      ],
    });
    expect(legends['land-use']).toMatchObject({
      classes: [
        { label: 'unknown', cells: 1 },
        { label: 'park', cells: 2 },
        { label: 'water', cells: 1 },
      ],
    });
  });

  it('knows every plane, each with a help', () => {
    expect(FEATURE_NAMES).toHaveLength(BASE_CHANNELS.length + 1);
    for (const name of FEATURE_NAMES) {
      expect(legends[name]).toBeDefined();
      expect(featureFact(name).help.length).toBeGreaterThan(10);
    }
  });
});

describe('featureColourIndex', () => {
  it.each([
    ['building-height', 0, 0],
    ['building-height', 20, 5],
    ['building-height', 40, 9],
    ['frequency', 3, 5],
    ['line-of-sight', 1, 0],
    ['line-of-sight', 0, 1],
    ['land-use', landUseCode('water'), LAND_USE_NAMES.indexOf('water')],
    ['building-height', Number.NaN, -1],
  ] as const)('of %s at %d among ten colours is %d', (name, value, index) => {
    expect(featureColourIndex(name, legends[name], value, 10)).toBe(index);
  });
});

it('words values: quantities with their unit, flags and classes by name', () => {
  const digits = (value: number) => value.toFixed(1);
  expect(featureText('building-height', 12, digits)).toBe('12.0 m');
  expect(featureText('bearing-cos', 0.5, digits)).toBe('0.5');
  expect(featureText('road', 0, digits)).toBe('no');
  expect(featureText('land-use', landUseCode('park'), digits)).toBe('park');
});
