import { expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { DEFAULT_DEMAND } from '../demand.ts';
import { networkGains } from '../network-gains.ts';
import { userDensity } from '../place-users.ts';
import { drawnUsers } from '../requested-users.ts';
import { DEFAULT_HANDOVER } from './handover-scenario.ts';
import { handoverStudy } from './handover-study.ts';
import { summariseHandover } from './handover-summary.ts';

const sector = (id: string) => ({
  id,
  x: 0,
  y: 0,
  frequencyHz: 2e9,
  powerDbm: 43,
  powerPer: 'total' as const,
  bandwidthHz: 20e6,
  lossesDb: 0,
});

function study(slots: number) {
  const ramp = (sign: number, size: number) => ({
    grid: gridCentredOn(0, 0, size, size, 10),
    pathGainDb: Float64Array.from({ length: size * size }, (_, cell) => -90 + sign * ((cell % size) - size / 2)),
  });
  // The second folder's maps are smaller: users live where all maps are.
  const maps = [30, 20].map((size) => ({
    name: `${size}`,
    gains: networkGains(
      [sector('A'), sector('B')],
      new Map([
        ['A', ramp(1, size)],
        ['B', ramp(-1, size)],
      ]),
      'nearest',
    ),
  }));
  const { areaM } = maps[1]!.gains;
  return {
    maps,
    truth: 0,
    usersOf: drawnUsers(userDensity(areaM, 10, null), areaM, DEFAULT_DEMAND),
    seeds: [1, 2, 3],
    scenario: { ...DEFAULT_HANDOVER, users: 20, slots, lastSlots: 10 },
    noiseFigureDb: 7,
  };
}

it('runs every draw on every map, tells how far it is, and sums up with intervals', async () => {
  const fractions: number[] = [];
  const results = await handoverStudy(study(20), { onSlot: (fraction) => fractions.push(fraction) });
  expect(results).toHaveLength(3 * 2 * 4);
  expect(fractions.at(-1)).toBe(1);
  expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
  const summary = summariseHandover(results);
  expect(summary.map(({ map, decider }) => `${map} ${decider}`)).toEqual(
    ['30', '20'].flatMap((map) => DEFAULT_HANDOVER.deciders.map((decider) => `${map} ${decider}`)),
  );
  // Both hold the same levels where they overlap.
  expect(summary[0]!.trueMbps!.count).toBe(3);
  expect(summary[0]!.trueMbps!.mean).toBeCloseTo(summary[0]!.believedMbps.mean, 9);
  expect(summary[0]!.handovers.halfWidth).toBeGreaterThanOrEqual(0);
});

it('can be cancelled', async () => {
  const abort = new AbortController();
  const running = handoverStudy(study(2000), { signal: abort.signal, onSlot: () => abort.abort() });
  await expect(running).rejects.toMatchObject({ code: 'aborted' });
});
