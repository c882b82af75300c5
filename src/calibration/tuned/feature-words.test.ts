import { describe, expect, it } from 'vitest';
import { sectorAt } from '../../propagation/mesh/mesh-fixture.ts';
import { block } from '../../scene/mesh-sample.ts';
import { clutterFeatures } from './clutter-features.ts';
import { joinFeatures } from './feature-table.ts';
import { featureWords } from './feature-words.ts';
import { levelFeatures } from './level-features.ts';
import { placeFeatures } from './place-features.ts';
import { surroundingsOf } from './surroundings.ts';

const sector = sectorAt(20, 20, 31.5, {
  azimuthDeg: 90,
  pattern: 'tr38901',
  frequencyHz: 2.6e9,
  powerDbm: 10,
  powerPer: 're',
  bandwidthHz: 20e6,
});
const boundsM = { minX: 0, minY: 0, maxX: 40, maxY: 40 };
const grid = { columns: 8, rows: 8, cellSizeM: 5, westM: 0, northM: 40 };

/** Every feature that the project can make, one place. */
function allFeatures(): readonly string[] {
  const surroundings = surroundingsOf({ boundsM, groundZM: 0, buildings: [block('a', 25, 5, 35, 15, 10)] }, 5);
  const level = { grid, levelDbm: new Float64Array(64).fill(-90) };
  const landUse = { grid, classes: new Uint8Array(64).fill(1), names: ['unknown', 'dense_urban', 'water'] };
  return joinFeatures(
    placeFeatures(surroundings, sector, [30], [30], { bearingOrder: 12, bearingDistanceOrder: 11 }),
    levelFeatures(level, [30], [30], { radiiM: [10, 25, 300], strongestOther: level }),
    clutterFeatures(landUse, [1], [1, 2]),
  ).names;
}

describe('words for features', () => {
  it('exist for every feature, and differ from its key and from each other', () => {
    const names = allFeatures();
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => featureWords(name) === null)).toEqual([]);
    const labels = names.map((name) => featureWords(name)!.label);
    expect(new Set(labels).size).toBe(names.length);
    expect(labels.filter((label, i) => label === names[i] || /[a-z][A-Z]|undefined/.test(label))).toEqual([]);
  });

  it('carry the number of the key', () => {
    expect(featureWords('level75Dbm')?.label).toMatch(/75\sm/);
    expect(featureWords('cos3BearingLgDistance')?.label).toContain('cosine 3');
    expect(featureWords('clutter:dense_urban')?.label).toContain('dense urban');
  });

  it('are not made up for a key that no feature has', () => {
    for (const key of ['', 'luck', 'toString', 'level75', 'cosBearing', 'built25M'])
      expect(featureWords(key)).toBeNull();
  });
});
