import { describe, expect, it } from 'vitest';
import { roofRaster } from '../../scene/roof-raster.ts';
import { TOWN, TRUE_SECTOR } from '../../testing/calibration-town.ts';
import { Random } from '../../units/random.ts';
import { observe } from '../observations.ts';
import { surroundings } from '../place-table.ts';
import { pointsAt } from '../points.ts';
import { splitCase } from '../sector-case.ts';
import { seenOfAll } from '../study/neighbour-sectors.ts';
import { describedBy } from './pooled-rows.ts';
import { fitPooledTrees, pooledLevels } from './pooled-trees.ts';

const FOLDS = { kind: 'blocks', blockM: 40, seed: 3 } as const;
const OPTIONS = { split: { ...FOLDS, trainShare: 0.7 }, indoor: 'keep' } as const;

/** A sector somewhere in the town; every one loses 15 dB indoors, which no interpolation knows of. */
function sectorOfTown(k: number) {
  const random = new Random(100 + k);
  const sector = {
    ...TRUE_SECTOR,
    id: `S${k}`,
    x: random.between(-80, 80),
    y: random.between(-80, 80),
    pattern: 'iso' as const,
  };
  const x: number[] = [];
  const y: number[] = [];
  const level: number[] = [];
  const { grid, roofM } = surroundings(TOWN);
  for (let i = 0; i < 900; i++) {
    // Not all were measured in the same blocks.
    x.push(random.between(-170 + 20 * k, 140));
    y.push(random.between(-155, 125));
    const distance = Math.hypot(x[i]! - sector.x, y[i]! - sector.y, 30);
    const column = Math.floor((x[i]! - grid.westM) / grid.cellSizeM);
    const row = Math.floor((grid.northM - y[i]!) / grid.cellSizeM);
    const indoors = roofM[row * grid.columns + column]! > 0;
    level.push(-40 - 25 * Math.log10(distance) - (indoors ? 15 : 0) + 2 * random.normal());
  }
  return { scene: TOWN, sector, observations: observe(TOWN, x, y, level, 5), routeOf: null, receiverZM: 1.5 };
}

const cases = Array.from({ length: 5 }, (_, k) => sectorOfTown(k));
const split = splitCase(cases[0]!.observations, null, OPTIONS);
const seen = seenOfAll(cases, 0, split, OPTIONS);

const grown = fitPooledTrees(seen, FOLDS);

const heldOutError = (levels: Float64Array) => {
  const { levelDbm } = cases[0]!.observations;
  return split.validation.reduce((sum, i, k) => sum + Math.abs(levels[k]! - levelDbm[i]!), 0) / split.validation.length;
};

describe('trees on all sectors', () => {
  it('learn from the other sectors what walls take, where a sector has blocks that nobody measured', async () => {
    expect(roofRaster(TOWN.buildings, surroundings(TOWN).grid).some((h) => h > 0)).toBe(true);
    const trees = await grown;
    const places = pointsAt(cases[0]!.observations, split.validation);
    const kriged = heldOutError(describedBy(cases[0]!, split.train)(places).krigedDbm);
    const corrected = heldOutError(pooledLevels(trees, seen[0]!)(places));
    expect(kriged).toBeGreaterThan(3.6);
    // Noise of 2 dB has a mean absolute value of 1.6 dB.
    expect(corrected).toBeLessThan(2.6);
  });

  it('see no cell of any sector in the blocks that are held out of the one in hand', async () => {
    const held = new Set(Array.from(split.validation, (i) => blockOf(0, i)));
    for (const [k, { seen: cells }] of seen.entries())
      expect(Array.from(cells).filter((i) => held.has(blockOf(k, i)))).toEqual([]);
    expect(seen[4]!.seen.length).toBeLessThan(splitCase(cases[4]!.observations, null, OPTIONS).train.length);
    // Held out by chance, cells of the others stay.
    const byChance = { ...OPTIONS, split: { ...OPTIONS.split, kind: 'random' } } as const;
    const parted = splitCase(cases[0]!.observations, null, byChance);
    const others = splitCase(cases[1]!.observations, null, byChance).train;
    expect(seenOfAll(cases, 0, parted, byChance)[1]!.seen).toEqual(others);
  });

  it('fall back on interpolation outside the scene, and refuse a lone sector', async () => {
    const trees = await grown;
    const away = { x: Float64Array.of(5000), y: Float64Array.of(5000) };
    expect(pooledLevels(trees, seen[0]!)(away)).toEqual(describedBy(cases[0]!, split.train)(away).krigedDbm);
    await expect(fitPooledTrees(seen.slice(0, 1), FOLDS)).rejects.toThrow('measure more sectors');
  });
});

/** On the lattice that the seed has shifted, whose shift the first two numbers are. */
function blockOf(k: number, i: number): string {
  const random = new Random(FOLDS.seed);
  const [east, north] = [random.between(0, FOLDS.blockM), random.between(0, FOLDS.blockM)];
  const { x, y } = cases[k]!.observations;
  return `${Math.floor((x[i]! + east) / FOLDS.blockM)} ${Math.floor((y[i]! + north) / FOLDS.blockM)}`;
}
