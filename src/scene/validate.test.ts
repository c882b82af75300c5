import { describe, expect, it } from 'vitest';
import { block } from './mesh-sample.ts';
import { reversed, signedArea } from './ring.ts';
import { firstCrossing } from './ring-crossing.ts';
import { validBuildings } from './validate.ts';

const one = (change: object) => validBuildings([{ ...block('a', 0, 0, 10, 20, 5), ...change }]);

describe('validBuildings', () => {
  it('passes a sound building without a word', () => {
    const { buildings, issues } = one({});
    expect(buildings).toEqual([block('a', 0, 0, 10, 20, 5)]);
    expect(issues).toEqual([]);
  });

  it('turns rings that run the wrong way', () => {
    const hole = Float64Array.of(2, 2, 4, 2, 4, 4, 2, 4);
    const { buildings, issues } = one({ outer: reversed(block('', 0, 0, 10, 20, 1).outer), holes: [hole] });
    expect(signedArea(buildings[0]!.outer)).toBe(200);
    expect(signedArea(buildings[0]!.holes[0]!)).toBe(-4);
    expect(issues.map((i) => [i.kind, i.code, i.count])).toEqual([
      ['repaired', 'footprints-rewound', 1],
      ['repaired', 'courtyards-rewound', 1],
    ]);
  });

  it('drops needless vertices', () => {
    const { buildings, issues } = one({ outer: Float64Array.of(0, 0, 5, 0, 10, 0, 10, 0, 10, 20, 0, 20) });
    expect(buildings[0]!.outer).toHaveLength(8);
    expect(issues).toMatchObject([{ kind: 'repaired', code: 'footprints-vertices' }]);
  });

  it.each([
    ['height 0', { heightM: 0 }, 'height-out-of-range', 'a: 0 m'],
    ['height NaN', { heightM: Number.NaN }, 'height-out-of-range', 'a: NaN m'],
    ['absurd height', { heightM: 1e9 }, 'height-out-of-range', 'a: 1000000000 m'],
    ['no area', { outer: Float64Array.of(0, 0, 10, 0, 5, 0) }, 'footprints-no-area', 'first: a'],
    [
      'bow-tie',
      { outer: Float64Array.of(0, 0, 10, 10, 10, 0, 0, 8) },
      'footprints-self-intersect',
      'x = 4.44, y = 4.44',
    ],
    [
      'even bow-tie',
      { outer: Float64Array.of(0, 0, 10, 10, 10, 0, 0, 10) },
      'footprints-self-intersect',
      'x = 5.00, y = 5.00',
    ],
    ['NaN', { outer: Float64Array.of(0, 0, 10, Number.NaN, 5, 5) }, 'footprints-not-finite', 'first: a'],
  ])('rejects %s', (_, change, code, words) => {
    const { buildings, issues } = one(change);
    expect(buildings).toEqual([]);
    expect(issues).toMatchObject([{ kind: 'rejected', code, count: 1 }]);
    expect(issues[0]!.message).toContain(words);
  });
});

describe('firstCrossing', () => {
  it('checks a long ring fast', () => {
    const count = 100_000;
    const ring = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
      const r = 100 + Math.sin(i);
      ring[2 * i] = r * Math.cos((2 * Math.PI * i) / count);
      ring[2 * i + 1] = r * Math.sin((2 * Math.PI * i) / count);
    }
    expect(firstCrossing(ring)).toBeNull();
  });

  it('lets rings touch themselves at a vertex', () => {
    expect(firstCrossing(Float64Array.of(0, 0, 2, 0, 2, 2, 1, 1, 0, 2, 1, 1))).toBeNull();
  });
});
