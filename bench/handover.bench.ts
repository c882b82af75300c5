import { DEFAULT_DEMAND } from '../src/planning/demand.ts';
import { type HandoverCase, handoverRun } from '../src/planning/handover/handover-run.ts';
import { DECIDERS, DEFAULT_HANDOVER, type DeciderName } from '../src/planning/handover/handover-scenario.ts';
import { linkRaster } from '../src/planning/handover/link-raster.ts';
import { networkGains } from '../src/planning/network-gains.ts';
import { userDensity } from '../src/planning/place-users.ts';
import { drawnUsers } from '../src/planning/requested-users.ts';
import { cellCentre, cellCount, gridOfBounds } from '../src/raster/raster-grid.ts';
import { atOnce } from '../src/units/in-pieces.ts';
import { Random } from '../src/units/random.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { timed } from './stopwatch.ts';

export const title = 'Handover of 1,000 users among five sectors: one decider, one map [s]';

const SECTORS = 5;

export async function run({ quick }: BenchContext): Promise<BenchResult> {
  const slots = quick ? 200 : 5000;
  const rows: BenchResult['rows'] = [];
  for (const decider of DECIDERS) {
    const { wallS, cpuS } = await timed(async () => atOnce(handoverRun(walkingCase(slots, decider))));
    rows.push({ decider, slots, 'wall [s]': wallS, 'CPU [s]': cpuS });
  }
  return { rows, notes: ['Walking, rates and scores included, which deciders share where several run on one map.'] };
}

/** 1,000 users with the paper's profiles over a rectangle of 1.2 km, 5 m cells. */
function walkingCase(slots: number, decider: DeciderName): HandoverCase {
  const areaM = { minX: -600, minY: -600, maxX: 600, maxY: 600 };
  const grid = gridOfBounds(areaM, 5);
  const random = new Random(1);
  const names = Array.from({ length: SECTORS }, (_, k) => `S${k}`);
  const maps = names.map((id, k) => {
    const angle = (2 * Math.PI * k) / SECTORS;
    const place = { x: 400 * Math.cos(angle), y: 400 * Math.sin(angle) };
    const pathGainDb = Float64Array.from({ length: cellCount(grid) }, (_, cell) => {
      const at = cellCentre(grid, cell);
      const distance = Math.max(30, Math.hypot(at.x - place.x, at.y - place.y));
      return -15 - 35 * Math.log10(distance) + 4 * random.normal();
    });
    return [id, { grid, pathGainDb }] as const;
  });
  const level = { frequencyHz: 2.3e9, powerDbm: 43, powerPer: 'total', bandwidthHz: 20e6, lossesDb: 0 } as const;
  const sectors = names.map((id) => ({ id, x: 0, y: 0, ...level }));
  const links = linkRaster(networkGains(sectors, new Map(maps), 'nearest'), grid, 7);
  return {
    maps: [{ name: 'drawn', links }],
    truth: null,
    usersOf: drawnUsers(userDensity(areaM, 5, null), areaM, DEFAULT_DEMAND),
    areaM,
    sectors: names,
    scenario: { ...DEFAULT_HANDOVER, slots, deciders: [decider] },
    seed: 1,
  };
}
