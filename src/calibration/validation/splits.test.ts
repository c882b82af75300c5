import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import {
  blockFolds,
  blockIndex,
  blockSplit,
  randomFolds,
  randomSplit,
  routeSplit,
  routesIn,
  type Split,
} from './splits.ts';

/** Cells every 5 m along streets 60 m apart in a square kilometre. */
function town(): { x: Float64Array; y: Float64Array } {
  const x: number[] = [];
  const y: number[] = [];
  for (let street = 0; street < 1000; street += 60)
    for (let along = 0; along < 1000; along += 5) {
      x.push(along);
      y.push(street);
    }
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

function expectPartition({ train, validation }: Split, count: number): void {
  const all = [...train, ...validation].sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: count }, (_, i) => i));
  for (const part of [train, validation]) expect([...part]).toEqual([...part].sort((a, b) => a - b));
}

describe('randomSplit', () => {
  it('takes the share exactly, repeats with the seed and changes with it', () => {
    const split = randomSplit(1000, 0.7, 5);
    expectPartition(split, 1000);
    expect(split.train).toHaveLength(700);
    expect(randomSplit(1000, 0.7, 5)).toEqual(split);
    expect(randomSplit(1000, 0.7, 6)).not.toEqual(split);
  });

  it('leaves at least one on each side and every index the same chance', () => {
    expect(randomSplit(2, 0.99, 1).validation).toHaveLength(1);
    const drawn = new Float64Array(10);
    for (let seed = 0; seed < 2000; seed++) for (const i of randomSplit(10, 0.3, seed).train) drawn[i]! += 1;
    // Binomial(2000, 0.3): 600 with a standard deviation of 20.5.
    for (const times of drawn) expect(Math.abs(times - 600)).toBeLessThan(4.5 * 20.5);
  });

  it('refuses what cannot be split', () => {
    expect(() => randomSplit(1, 0.7, 1)).toThrow(/at least 2/);
    for (const share of [0, 1, -0.5, Number.NaN, 70]) expect(() => randomSplit(10, share, 1)).toThrow(/0\.7/);
  });
});

describe('blockSplit', () => {
  const { x, y } = town();

  it('keeps blocks whole and meets the share of cells within half a block', () => {
    for (const seed of [1, 2, 3, 4]) {
      const split = blockSplit(x, y, 0.7, 100, seed);
      expectPartition(split, x.length);
      const { label, count } = blockIndex(x, y, 100, seed);
      const train = new Set(Array.from(split.train, (i) => label[i]!));
      const validation = new Set(Array.from(split.validation, (i) => label[i]!));
      expect(train.size + validation.size).toBe(count);
      const largest = Math.max(...Array.from({ length: count }, (_, b) => label.filter((l) => l === b).length));
      expect(Math.abs(split.train.length - 0.7 * x.length)).toBeLessThanOrEqual(largest / 2);
    }
  });

  it('does not depend on the order of the observations', () => {
    const split = blockSplit(x, y, 0.7, 100, 9);
    const last = x.length - 1;
    const turned = blockSplit(x.toReversed(), y.toReversed(), 0.7, 100, 9);
    expect([...turned.train].map((i) => last - i).reverse()).toEqual([...split.train]);
  });

  it('shifts the lattice with the seed', () => {
    const edges = [1, 2, 3].map((seed) => {
      const { label } = blockIndex(
        Float64Array.from({ length: 100 }, (_, i) => i),
        new Float64Array(100),
        100,
        seed,
      );
      return label.indexOf(1);
    });
    expect(new Set(edges).size).toBe(3);
    for (const edge of edges) expect(edge).toBeGreaterThan(0);
  });

  it('puts observations of one block within its side of each other', () => {
    const { label, count } = blockIndex(x, y, 100, 3);
    for (let block = 0; block < count; block++) {
      const members = [...label.keys()].filter((i) => label[i] === block);
      for (const axis of [x, y]) {
        const values = members.map((i) => axis[i]!);
        expect(Math.max(...values) - Math.min(...values)).toBeLessThan(100);
      }
    }
    // 11 blocks cover 1000 m wherever the lattice starts, unless an edge falls within the last 5 m.
    expect(count).toBeGreaterThanOrEqual(100);
    expect(count).toBeLessThanOrEqual(121);
  });

  it('says which block would do when there is only one', () => {
    const close = Float64Array.of(1, 2, 61);
    const wide = 100_000;
    expect(() => blockSplit(close, Float64Array.of(0, 0, 0), 0.7, wide, 1)).toThrow(
      /60 x 0 m.*1 block of.*at most 30 m/,
    );
    expect(() => blockSplit([5, 5], [5, 5], 0.7, 100, 1)).toThrow(/one point/);
    expect(() => blockSplit([0, Number.NaN], [0, 1], 0.7, 100, 1)).toThrow(/no position/);
    expect(() => blockIndex([0], [0], 0, 1)).toThrow(/greater than 0/);
    expect(() => blockIndex([0, 1], [0], 10, 1)).toThrow(/one of each/);
  });
});

describe('blockFolds', () => {
  it('validates every observation once, by whole blocks, in folds of similar size', () => {
    const random = new Random(1);
    const x = Float64Array.from({ length: 3000 }, () => random.between(0, 900));
    const y = Float64Array.from({ length: 3000 }, () => random.between(0, 900));
    const folds = blockFolds(x, y, 100, 5, 2);
    const { label } = blockIndex(x, y, 100, 2);
    const seen = new Uint8Array(3000);
    const foldOfBlock = new Map<number, number>();
    for (const [k, fold] of folds.entries()) {
      expectPartition(fold, 3000);
      expect(Math.abs(fold.validation.length - 600)).toBeLessThan(60);
      for (const i of fold.validation) {
        seen[i]! += 1;
        expect(foldOfBlock.get(label[i]!) ?? k).toBe(k);
        foldOfBlock.set(label[i]!, k);
      }
    }
    expect(seen.every((times) => times === 1)).toBe(true);
  });

  it('refuses more folds than blocks', () => {
    expect(() => blockFolds([0, 1000], [0, 0], 100, 3, 1)).toThrow(/2 blocks.*at least 3/);
    expect(() => blockFolds([0, 1000], [0, 0], 100, 1, 1)).toThrow(/from 2/);
  });
});

describe('routeSplit', () => {
  const routes = Int32Array.of(4, -1, 2, 4, 2, 7);

  it('holds one route out and never judges on cells of no route', () => {
    expect(routesIn(routes)).toEqual([2, 4, 7]);
    const split = routeSplit(routes, 4);
    expect([...split.validation]).toEqual([0, 3]);
    expect([...split.train]).toEqual([1, 2, 4, 5]);
  });

  it('refuses a route that nobody drove and the only one', () => {
    expect(() => routeSplit(routes, 5)).toThrow(/routes are 2, 4, 7/);
    expect(() => routeSplit([3, 3], 3)).toThrow(/at least 2/);
  });
});

describe('randomFolds', () => {
  it('leaves every observation out once, in folds that differ by one at most, alike for a seed', () => {
    const folds = randomFolds(23, 5, 7);
    expect(folds.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)).toEqual([...Array(23).keys()]);
    expect(folds.map(({ validation }) => validation.length).sort()).toEqual([4, 4, 5, 5, 5]);
    for (const { train, validation } of folds) expect(new Set([...train, ...validation]).size).toBe(23);
    expect(randomFolds(23, 5, 7)).toEqual(folds);
    expect(randomFolds(23, 5, 8)).not.toEqual(folds);
    expect(() => randomFolds(4, 5, 7)).toThrow('4 measured cells cannot be dealt to 5 folds');
  });
});
