import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import type { FeatureTable } from '../tuned/feature-table.ts';
import { BOOSTING, fitBoostedTrees } from './boosted-trees.ts';

function tableOf(columns: Readonly<Record<string, Float64Array>>): FeatureTable {
  const values = Object.values(columns);
  return { count: values[0]!.length, names: Object.keys(columns), columns: values };
}

/** Two columns that matter by their product, one that does not, and noise with outliers. */
function sample(count: number, seed: number) {
  const random = new Random(seed);
  const draw = () => Float64Array.from({ length: count }, () => random.between(-1, 1));
  const [a, b, c] = [draw(), draw(), draw()];
  const clean = a.map((x, i) => 5 * Math.sign(x) * b[i]!);
  const noisy = clean.map((value) => value + random.normal() + (random.chance(0.05) ? 40 : 0));
  return { table: tableOf({ a, b, c }), clean, noisy };
}

const meanAbsolute = (x: Float64Array, y: Float64Array) =>
  x.reduce((sum, v, i) => sum + Math.abs(v - y[i]!), 0) / x.length;

describe('boosted trees', () => {
  it('learn a product of two columns from samples with outliers', async () => {
    const { table, noisy } = sample(6000, 1);
    const trees = await fitBoostedTrees(table, noisy, { ...BOOSTING, columnShare: 1 });
    const fresh = sample(2000, 2);
    const error = meanAbsolute(trees.predict(fresh.table), fresh.clean);
    // The best constant is off by 2.5; a line in the columns no less.
    expect(meanAbsolute(new Float64Array(2000), fresh.clean)).toBeGreaterThan(2.4);
    expect(error).toBeLessThan(0.45);
  });

  it('say the median, not the mean, where the columns tell nothing', async () => {
    const target = Float64Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 100 : 1));
    const trees = await fitBoostedTrees(tableOf({ a: new Float64Array(300) }), target);
    expect([...trees.predict(tableOf({ a: Float64Array.of(-7, 7) }))]).toEqual([1, 1]);
  });

  it('find a step between the values that it lies between, and leave it there', async () => {
    const a = Float64Array.from({ length: 400 }, (_, i) => Math.floor(i / 4));
    const target = a.map((x) => (x < 37 ? -2 : 3));
    const trees = await fitBoostedTrees(tableOf({ a }), target, {
      ...BOOSTING,
      rate: 1,
      trees: 1,
      leaves: 2,
      fewestInLeaf: 20,
    });
    expect([...trees.predict(tableOf({ a: Float64Array.of(-1e9, 36, 36.4, 36.6, 37, 1e9) }))]).toEqual([
      -2, -2, -2, 3, 3, 3,
    ]);
  });

  it('are the same for the same seed, and read columns by their names', async () => {
    const { table, noisy } = sample(1500, 3);
    const options = { ...BOOSTING, trees: 20 };
    const [one, two, other] = await Promise.all([
      fitBoostedTrees(table, noisy, options),
      fitBoostedTrees(table, noisy, options),
      fitBoostedTrees(table, noisy, { ...options, seed: 2 }),
    ]);
    const [a, b, c] = table.columns;
    const turned = tableOf({ c: c!, b: b!, a: a! });
    expect(one.predict(table)).toEqual(two.predict(turned));
    expect(one.predict(table)).not.toEqual(other.predict(table));
  });

  it('refuse values that are not finite by row and column, and stop when told', async () => {
    const a = Float64Array.of(1, 2, Number.NaN);
    await expect(fitBoostedTrees(tableOf({ roofM: a }), new Float64Array(3))).rejects.toThrow('roofM of row 2 is NaN');
    await expect(fitBoostedTrees(tableOf({ a: new Float64Array(3) }), a)).rejects.toThrow('row 2 is NaN');
    const { table, noisy } = sample(500, 4);
    await expect(fitBoostedTrees(table, noisy, BOOSTING, () => true)).rejects.toMatchObject({ code: 'aborted' });
  });
});
