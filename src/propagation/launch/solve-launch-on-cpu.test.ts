import { describe, expect, it } from 'vitest';
import type { ScatteringLobe } from '../../radio/scattering.ts';
import { cellCentre, gridCentredOn } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import {
  floor,
  meshOfQuads,
  quad,
  requestOf,
  scatteredByMetalWall,
  sceneOf,
  sectorAt,
  streetQuads,
} from '../mesh/mesh-fixture.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import { createReferenceSolver } from '../reference/solve-by-reference.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { describeInterruptedLaunch } from './interrupted-launch-fixture.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';

const solver = createLaunchSolverCpu();
const FREE_SPACE = (SPEED_OF_LIGHT / 3.5e9 / (4 * Math.PI)) ** 2;
const STREET = sceneOf(meshOfQuads(streetQuads()));
const total = (map: RadioMap) => map.pathGain.reduce((sum, gain) => sum + gain, 0);

/** With diffraction, which comes between two batches. */
const interrupted = () => ({
  ...requestOf(STREET, sectorAt(0.5, -12.3, 18), { rays: 20_000, maxDepth: 2, diffraction: true, moments: true }),
  grid: gridCentredOn(0, 0, 15, 30, 1),
});

describe('launch solver on the CPU', () => {
  it('gives the cell average of free space', async () => {
    const request = requestOf(sceneOf(meshOfQuads([])), sectorAt(0.3, -0.4, 5), { rays: 200_000 });
    const map = await solver.solve(request);
    map.pathGain.forEach((gain, cell) => {
      const { x, y } = cellCentre(request.grid, cell);
      let mean = 0;
      for (let i = 0; i < 100; i++) {
        const [dx, dy] = [((i % 10) + 0.5) / 10 - 0.5, (Math.floor(i / 10) + 0.5) / 10 - 0.5];
        mean += FREE_SPACE / ((x + dx - 0.3) ** 2 + (y + dy + 0.4) ** 2 + 3.5 ** 2) / 100;
      }
      expect(Math.abs(gain / mean - 1)).toBeLessThan(0.01);
    });
    expect(map.provenance.every((code) => code === PROVENANCE.direct)).toBe(true);
  });

  it('agrees with the reference engine on a street, by reflection and transmission', async () => {
    const settings = { maxDepth: 3, refraction: true, rays: 400_000 };
    const request = requestOf(STREET, sectorAt(0.5, -12.3, 18), settings);
    const [launch, reference] = [await solver.solve(request), await createReferenceSolver().solve(request)];
    expect(Math.abs(10 * Math.log10(total(launch) / total(reference)))).toBeLessThan(0.02);
  });

  it('knows its standard error: another seed lies within it as often as it should', async () => {
    const request = (seed: number, rays = 60_000): SolveRequest => ({
      ...requestOf(STREET, sectorAt(0.5, -12.3, 18), { maxDepth: 3, rays, seed }),
      grid: gridCentredOn(0, 0, 15, 30, 1),
    });
    const truth = await solver.solve(request(42, 900_000));
    let within = 0;
    let cells = 0;
    for (const seed of [1, 2]) {
      const map = await solver.solve(request(seed));
      map.pathGain.forEach((gain, cell) => {
        if (map.validity[cell] === 0) return;
        cells++;
        const relative = 10 ** (map.spreadDb![cell]! / 10) - 1;
        if (Math.abs(gain - truth.pathGain[cell]!) <= 2 * relative * gain) within++;
      });
    }
    // Two standard errors: 95 % where errors are normal; neither far fewer nor all.
    expect(within / cells).toBeGreaterThan(0.85);
    expect(within / cells).toBeLessThan(0.999);
  });

  it.each<ScatteringLobe>([
    { kind: 'lambertian' },
    { kind: 'directive', alphaR: 6 },
    { kind: 'backscattering', alphaR: 20, alphaI: 9, lambda: 0.4 },
  ])('scatters off a wall what the integral over its area gives: %o', async (lobe) => {
    const [sx, sy, sz] = [0.7, -3.1, 4.2];
    const wall = sceneOf(meshOfQuads([quad('metal', [-6, 5, 0], [6, 5, 0], [6, 5, 9], [-6, 5, 9])]));
    const settings = {
      lineOfSight: false,
      reflection: false,
      maxDepth: 1,
      rays: 800_000,
      scattering: { coefficient: 0.7, lobe },
    };
    const request = requestOf(wall, sectorAt(sx, sy, sz), settings);
    const map = await solver.solve(request);
    let [found, expected] = [0, 0];
    map.pathGain.forEach((gain, cell) => {
      const { x, y } = cellCentre(request.grid, cell);
      const integral = scatteredByMetalWall({ x: sx, y: sy, z: sz }, { x, y, z: 1.5 }, 0.7, lobe);
      const standardError = gain * (10 ** (map.spreadDb![cell]! / 10) - 1);
      expect(Math.abs(gain - integral)).toBeLessThan(5 * standardError + 0.02 * integral);
      found += gain;
      expected += integral;
      expect(map.provenance[cell]).toBe(PROVENANCE.scattered);
    });
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.02);
  });

  it('gives the delay spread and the angles of two rays over a plane', async () => {
    const plane = sceneOf(meshOfQuads([floor('metal', 0, 400)]));
    const request = (settings: Partial<SolveSettings>): SolveRequest => ({
      ...requestOf(plane, sectorAt(0, 0, 20), { rays: 200_000, maxDepth: 1, moments: true, ...settings }),
      grid: gridCentredOn(30, 0, 1, 1, 2),
    });
    const both = await solver.solve(request({}));
    const [direct, mirrored] = [
      (await solver.solve(request({ reflection: false }))).pathGain[0]!,
      (await solver.solve(request({ lineOfSight: false }))).pathGain[0]!,
    ];
    const excessM = Math.hypot(30, 21.5) - Math.hypot(30, 18.5);
    const spread = ((excessM / SPEED_OF_LIGHT) * Math.sqrt(direct * mirrored)) / (direct + mirrored);
    const { moments } = both;
    expect(moments!.delaySpreadS[0]! / spread).toBeCloseTo(1, 2);
    expect(moments!.departureAzimuthDeg[0]!).toBeCloseTo(90, 0);
    expect(moments!.arrivalAzimuthDeg[0]!).toBeCloseTo(270, 0);
    // Down to the receiver or to the ground before it; from above and from below.
    expect(moments!.departureElevationDeg[0]!).toBeLessThan(-Math.atan2(18.5, 30) * (180 / Math.PI));
    expect(moments!.departureElevationDeg[0]!).toBeGreaterThan(-Math.atan2(21.5, 30) * (180 / Math.PI));
    expect(Math.abs(moments!.arrivalElevationDeg[0]!)).toBeLessThan(10);
    const alone = await solver.solve(request({ reflection: false }));
    expect(alone.moments!.delaySpreadS[0]!).toBeLessThan(1e-12);
  });

  it('keeps the mean under roulette, and drops what is too weak', async () => {
    const at = (settings: Partial<SolveSettings>) =>
      solver.solve(requestOf(STREET, sectorAt(0.5, -12.3, 18), { maxDepth: 4, rays: 400_000, ...settings }));
    const [plain, thinned, cut] = [
      await at({}),
      await at({ roulette: { fromDepth: 1, survival: 0.7 } }),
      await at({ dropBelowDb: -85 }),
    ];
    expect(thinned.stats.traced).toBeLessThan(0.9 * plain.stats.traced);
    expect(Math.abs(10 * Math.log10(total(thinned) / total(plain)))).toBeLessThan(0.05);
    expect(cut.stats.traced).toBeLessThan(plain.stats.traced);
    expect(total(cut)).toBeLessThan(total(plain));
  });

  it('gives the same bits however it is sliced, and stops when told', async () => {
    const request = requestOf(STREET, sectorAt(0.5, -12.3, 18), { rays: 20_000, maxDepth: 2 });
    const [whole, sliced] = [await solver.solve(request), await createLaunchSolverCpu(0).solve(request)];
    expect(sliced.pathGain).toEqual(whole.pathGain);
    const controller = new AbortController();
    const running = createLaunchSolverCpu(0).solve(request, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
  });
});

describeInterruptedLaunch({
  solver: () => solver,
  sliced: () => createLaunchSolverCpu(0),
  request: interrupted,
  medianErrorDb: 0.25,
});
