import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import { PROVENANCE } from '../radio-map.ts';
import { DEFAULT_SETTINGS, type SolveRequest } from '../solve-request.ts';
import { createEmpiricalSolver } from './solve-empirical.ts';

const bounds = { minX: -500, minY: -500, maxX: 500, maxY: 500 };
const scene: Scene = {
  name: 'wall',
  frame: null,
  boundsM: bounds,
  groundZM: 0,
  groundMaterial: 'concrete',
  groundBoundsM: bounds,
  // A block 40 m high between x = 40 and 60 m, for y > -100 m only.
  buildings: [
    {
      id: 'block',
      outer: Float64Array.of(40, -100, 60, -100, 60, 400, 40, 400),
      holes: [],
      heightM: 40,
      wallMaterial: 'concrete',
      roofMaterial: 'concrete',
    },
  ],
  mesh: null,
  fidelity: null,
  extruded: true,
  thicknessM: {},
  source: 'footprints',
  landUse: null,
  roads: [],
  water: [],
  issues: [],
};
const request: SolveRequest = {
  scene,
  sector: {
    id: 'A',
    siteId: 'A',
    x: 0,
    y: 0,
    z: 25,
    azimuthDeg: 0,
    downtiltDeg: 0,
    pattern: 'iso',
    polarisation: 'V',
    frequencyHz: 3.5e9,
    powerDbm: 43,
    powerPer: 'total',
    bandwidthHz: 20e6,
    lossesDb: 0,
  },
  // One cell, centred 100 m east of the mast, behind the block.
  grid: gridCentredOn(100, 0, 1, 1, 10),
  receiverZM: 1.5,
  settings: DEFAULT_SETTINGS,
};
const db = (gain: number) => 10 * Math.log10(gain);

describe('maps of a formula', () => {
  it('know roofs: behind the block UMa is out of sight, in front of it in sight', async () => {
    const solver = createEmpiricalSolver('uma');
    const behind = await solver.solve(request);
    // TR 38.901 table 7.4.1-1 by hand: d3D = hypot(100, 23.5) = 102.724 m, f = 3.5 GHz, h_UT = 1.5 m.
    expect(db(behind.pathGain[0]!)).toBeCloseTo(-(13.54 + 39.08 * Math.log10(102.724) + 20 * Math.log10(3.5)), 3);
    expect([behind.lineOfSight[0], behind.provenance[0]]).toEqual([0, PROVENANCE.diffracted]);
    const front = await solver.solve({ ...request, grid: gridCentredOn(-100, 0, 1, 1, 10) });
    expect(db(front.pathGain[0]!)).toBeCloseTo(-(28 + 22 * Math.log10(102.724) + 20 * Math.log10(3.5)), 3);
    expect([front.lineOfSight[0], front.provenance[0]]).toEqual([1, PROVENANCE.direct]);
  });

  it('see past the end of the block and over it', async () => {
    const solver = createEmpiricalSolver('umi');
    const past = await solver.solve({ ...request, grid: gridCentredOn(100, -300, 1, 1, 10) });
    expect(past.lineOfSight[0]).toBe(1);
    const high = { ...request, sector: { ...request.sector, z: 200 }, grid: gridCentredOn(300, 0, 1, 1, 10) };
    expect((await solver.solve(high)).lineOfSight[0]).toBe(1);
  });

  it('carry the antenna: 8 dBi ahead, 30 dB less behind', async () => {
    const solver = createEmpiricalSolver('free-space');
    const level = { ...request.sector, pattern: 'tr38901' as const, z: 1.5 };
    const gainAt = async (azimuthDeg: number) =>
      db((await solver.solve({ ...request, sector: { ...level, azimuthDeg } })).pathGain[0]!);
    // 20 log10(4 pi 100 m 3.5 GHz / c) = 83.329 dB.
    expect(await gainAt(90)).toBeCloseTo(8 - 83.329, 2);
    expect(await gainAt(270)).toBeCloseTo(8 - 30 - 83.329, 2);
  });

  it('say what lies outside a model, and refuse an antenna underground', async () => {
    const solver = createEmpiricalSolver('cost231-hata');
    const { stats } = await solver.solve(request);
    expect(stats.warnings).toHaveLength(3);
    expect(stats.warnings.join(' ')).toContain('some distances are outside its range');
    await expect(solver.solve({ ...request, sector: { ...request.sector, z: 0 } })).rejects.toThrow(/above ground/);
  });

  it('stop when they are told to', async () => {
    const abort = new AbortController();
    abort.abort();
    const large = { ...request, grid: gridCentredOn(0, 0, 600, 600, 2) };
    await expect(createEmpiricalSolver('uma').solve(large, { signal: abort.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
