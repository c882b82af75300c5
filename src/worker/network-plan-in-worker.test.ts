import { describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { DEFAULT_ROOFS } from '../planning/candidates/roof-candidates.ts';
import { DEFAULT_TARGETS } from '../planning/coverage/coverage-targets.ts';
import { DEFAULT_SETTINGS } from '../propagation/solve-request.ts';
import { box, cityOf } from '../propagation/sweep/sweep-fixture.ts';
import { gridOfBounds } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';
import { runAntennas, runSites } from './network-plan-in-worker.ts';
import type { SiteJob } from './network-plan-protocol.ts';
import { siteDrafts } from './site-drafts.ts';

const scene = cityOf([box('low', 60, -20, 100, 20, 8), box('high', 100, 60, 140, 100, 20)]);
const sector: Sector = {
  ...{ id: 'west', siteId: 'west', x: -150, y: 0, z: 30, azimuthDeg: 270, downtiltDeg: 4 },
  ...{ pattern: 'tr38901', polarisation: 'V', frequencyHz: 2.1e9, bandwidthHz: 20e6 },
  ...{ powerDbm: -14, powerPer: 're', lossesDb: 0 },
};
const network = {
  jobId: 'a',
  sceneId: 'a',
  sectors: [sector],
  grid: gridOfBounds({ minX: -160, minY: -160, maxX: 160, maxY: 160 }, 20),
  receiverHeightM: 1.5,
  settings: { ...DEFAULT_SETTINGS, azimuths: 128, maxDepth: 1, refraction: false },
  materials: {},
  targets: { ...DEFAULT_TARGETS, rsrpDbm: -95 },
  weights: { kind: 'area' },
} as const;
const sites: SiteJob = {
  ...network,
  engine: 'sweep',
  places: { kind: 'roofs', rule: { ...DEFAULT_ROOFS, spacingM: 100 } },
  likeId: 'west',
  azimuthsDeg: [0, 180],
  choose: 2,
};
const noPattern = () => {
  throw new Error('none');
};
const readList = (file: Parameters<typeof siteDrafts>[0]) => siteDrafts(file, noPattern, []);
const rank = (job: SiteJob) =>
  runSites(createEngine(null), job, scene, readList, () => undefined, new AbortController().signal);

describe('plans of networks in the Worker', () => {
  it('ranks roofs by the rule, with sectors like one that stands', async () => {
    const { ranked, candidates } = await rank(sites);
    // The other roof is too low.
    expect(candidates.map(({ id, siteId, z, azimuthDeg }) => [id, siteId, z, azimuthDeg])).toEqual([
      ['roof-1-1', 'roof-1', 25, 0],
      ['roof-1-2', 'roof-1', 25, 180],
    ]);
    expect(candidates[0]).toMatchObject({ pattern: 'tr38901', powerDbm: -14, downtiltDeg: 4 });
    expect(ranked.alone[0]!.score.rsrpShare).toBeGreaterThan(ranked.before.rsrpShare);
  });

  it('ranks picked places and those of a list alike', async () => {
    const picked = await rank({ ...sites, places: { kind: 'points', points: [{ id: 'p', x: 0, y: 0, heightM: 20 }] } });
    const bytes = new TextEncoder().encode('id,x,y,height\np,0,0,20\n');
    const listed = await rank({ ...sites, places: { kind: 'file', file: { name: 'places.csv', bytes } } });
    expect(listed.ranked).toEqual(picked.ranked);
    expect(picked.ranked.alone[0]!.gain).toBeGreaterThan(0);
  });

  it('searches by the weights that are asked for, and refuses a raster that is none', async () => {
    const job = {
      ...network,
      limits: new Map([['west', { tiltDeg: [2, 8], azimuthRangeDeg: 180 } as const]]),
      ...{ steps: { tiltDeg: 3, azimuthDeg: 90 }, starts: 1, seed: 1 },
    };
    const search = (weights: SiteJob['weights']) =>
      runAntennas(createEngine(null), { ...job, weights }, scene, () => undefined, new AbortController().signal);
    const { solved, isConfirmed, sectors } = await search({ kind: 'area' });
    expect(isConfirmed).toBe(true);
    // It looked out of the map.
    expect(sectors[0]!.after.azimuthDeg).toBe(90);
    expect(solved.after.objective).toBeGreaterThan(solved.before.objective);
    const file = { name: 'people.tif', bytes: new Uint8Array([1, 2, 3]) };
    await expect(search({ kind: 'population', file })).rejects.toThrow('people.tif');
  });
});
