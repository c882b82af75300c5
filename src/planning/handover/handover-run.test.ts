import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { atOnce } from '../../units/in-pieces.ts';
import { DEFAULT_DEMAND } from '../demand.ts';
import { networkGains, type PlannedSector } from '../network-gains.ts';
import { userDensity } from '../place-users.ts';
import { drawnUsers } from '../requested-users.ts';
import { type HandoverCase, handoverRun } from './handover-run.ts';
import { DEFAULT_HANDOVER, type HandoverScenario } from './handover-scenario.ts';
import { linkRaster } from './link-raster.ts';
import { scoreSlot } from './slot-score.ts';

const GRID = gridCentredOn(0, 0, 40, 40, 10);
const sector = (id: string, x: number): PlannedSector => ({
  id,
  x,
  y: 0,
  frequencyHz: 2e9,
  powerDbm: 0,
  powerPer: 're',
  bandwidthHz: 20e6,
  lossesDb: 0,
});
/** Two sectors west and east; the belief has the west `westDb` too strong. */
function linksOf(westDb: number) {
  const sectors = [sector('A', -100), sector('B', 100)];
  const map = (x: number, offset: number) => ({
    grid: GRID,
    pathGainDb: Float64Array.from({ length: 1600 }, (_, cell) => {
      const at = { x: GRID.westM + ((cell % 40) + 0.5) * 10, y: GRID.northM - (Math.floor(cell / 40) + 0.5) * 10 };
      return -60 - 35 * Math.log10(Math.max(1, Math.hypot(at.x - x, at.y) / 10)) + offset;
    }),
  });
  const maps = new Map([
    ['A', map(-100, westDb)],
    ['B', map(100, 0)],
  ]);
  const gains = networkGains(sectors, maps, 'nearest');
  return { gains, links: linkRaster(gains, GRID, 7) };
}

function caseOf(
  offsets: readonly number[],
  scenario: Partial<HandoverScenario>,
  truth: number | null = 0,
): HandoverCase {
  const networks = offsets.map((offset) => linksOf(offset));
  const { areaM } = networks[0]!.gains;
  return {
    maps: networks.map(({ links }, m) => ({ name: `map ${offsets[m]}`, links })),
    truth,
    usersOf: drawnUsers(userDensity(areaM, 10, null), areaM, DEFAULT_DEMAND),
    areaM,
    sectors: ['A', 'B'],
    scenario: { ...DEFAULT_HANDOVER, users: 50, slots: 60, lastSlots: 20, ...scenario },
    seed: 4,
  };
}

describe('linkRaster', () => {
  it('gives RSRP, and the rate of all the bandwidth at the SINR of full load', () => {
    const gains = networkGains(
      [sector('A', 0), { ...sector('B', 0), frequencyHz: 3e9 }, sector('C', 0)],
      new Map(
        [
          ['A', -90],
          ['B', -80],
          ['C', -93],
        ].map(([id, db]) => [id as string, { grid: GRID, pathGainDb: new Float64Array(1600).fill(db as number) }]),
      ),
      'nearest',
    );
    const { levelDbm, lnRate } = linkRaster(gains, GRID, 7);
    expect(levelDbm[0]).toBeCloseTo(-90, 9);
    // k T 15 kHz at 290 K is -132.2 dBm, with 7 dB -125.2: 10^-12.52 mW.
    const noise = 1.380649e-23 * 290 * 15e3 * 1e3 * 10 ** 0.7;
    expect(Math.exp(lnRate[0]!)).toBeCloseTo(18 * Math.log2(1 + 1e-9 / (noise + 10 ** -9.3)), 9);
    // Alone on its carrier.
    expect(Math.exp(lnRate[1]!)).toBeCloseTo(18 * Math.log2(1 + 1e-8 / noise), 9);
  });
});

describe('scoreSlot', () => {
  it('divides a sector evenly among its users', () => {
    const rate = [10, 1, 20, 1, 1, 5];
    const { throughputMbps, utility } = scoreSlot([0, 0, 1], 2, rate.map(Math.log));
    expect(throughputMbps).toBeCloseTo(10 / 2 + 20 / 2 + 5, 12);
    expect(utility).toBeCloseTo(Math.log(5) + Math.log(10) + Math.log(5), 12);
  });
});

describe('handoverRun', () => {
  it('does the same on the same map, and believes what is true there', () => {
    const results = atOnce(handoverRun(caseOf([0, 0], {})));
    expect(results).toHaveLength(8);
    for (let d = 0; d < 4; d++) {
      expect({ ...results[d], map: '' }).toEqual({ ...results[d + 4], map: '' });
      expect(results[d]!.trueMbps).toEqual(results[d]!.believedMbps);
      expect(results[d]!.handovers).toHaveLength(20);
    }
    expect(atOnce(handoverRun(caseOf([0, 0], {})))).toEqual(results);
  });

  it('tells what a map that is 20 dB too strong in the west costs', () => {
    const results = atOnce(handoverRun(caseOf([0, 20], { deciders: ['strongest'] })));
    const mean = (values: Float64Array | null) => values!.reduce((a, b) => a + b) / values!.length;
    // Not the sum of the rates: the few that are left at the other sector have it to themselves.
    expect(results[1]!.objectivePerUserSlot).toBeLessThan(results[0]!.objectivePerUserSlot);
    expect(mean(results[1]!.believedMbps)).not.toBeCloseTo(mean(results[1]!.trueMbps), 0);
  });

  it('hands nobody over who stands still, but to spread the load', () => {
    const still = [{ name: 'post', share: 1, speedMps: [0, 0], memory: 1 }] as const;
    const results = atOnce(
      handoverRun(caseOf([0], { profiles: still, deciders: ['strongest', 'a3', 'greedy'] }, null)),
    );
    expect(results[0]!.totalHandovers).toBe(0);
    expect(results[1]!.totalHandovers).toBe(0);
    expect(results[2]!.handovers.every((n) => n === 0)).toBe(true);
    expect(results[0]!.trueMbps).toBeNull();
    expect(results[0]!.standIns).toBe(0);
  });

  it('hands fewer over where handovers are dear', () => {
    const total = (switchingWeight: number) =>
      atOnce(handoverRun(caseOf([0], { switchingWeight, deciders: ['greedy', 'meta'] }))).map((r) => r.totalHandovers);
    const [cheap, dear] = [total(0.1), total(5)];
    expect(dear[0]).toBeLessThan(cheap[0]!);
    expect(dear[1]).toBeLessThanOrEqual(cheap[1]!);
  });
});
