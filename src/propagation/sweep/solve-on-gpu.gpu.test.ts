import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/gpu.ts';
import { nodeGpu } from '../../gpu/node-gpu.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { synthesiseCity } from '../../scene/synthetic/synthesise-city.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createSweepSolverCpu } from './solve-on-cpu.ts';
import { createSweepSolverGpu } from './solve-on-gpu.ts';
import { box, cityOf, court, decibelsApart, requestOf, sectorAt } from './sweep-fixture.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await nodeGpu();
});
afterAll(() => gpu.dispose());

const town = cityOf([
  box('a', -46, -33, -15, -16, 9),
  box('b', 14, -35, 33, -15, 14),
  box('next to b', 33, -35, 48, -18, 10),
  court('c', box('c', -44, 14, 33, 47, 11), -28, 20, 17, 40),
  box('podium', -10, -8, 8, 6, 6),
  box('tower', -4, -4, 4, 3, 24),
]);

const small = (settings: Partial<SolveSettings> = {}): SolveRequest => ({
  ...requestOf(town, sectorAt(-22.3, 2.7, 17, { pattern: 'tr38901', azimuthDeg: 60, downtiltDeg: 6 }), {
    azimuths: 1024,
    maxDepth: 4,
    refraction: true,
    diffraction: true,
    ...settings,
  }),
  // Off the whole metres: a cell whose centre lies on a wall is in or out of the building by the last bit.
  grid: gridCentredOn(0.3, 0.2, 60, 60, 2),
});

/** A kilometre of a made-up city, a mast at 30 m in its middle. */
function cityRequest(): SolveRequest {
  const scene = synthesiseCity(11, { sizeM: 800 });
  return {
    ...requestOf(scene, sectorAt(3.2, -4.1, 60, { pattern: 'tr38901', azimuthDeg: 30, downtiltDeg: 8 }), {
      azimuths: 512,
      maxDepth: 3,
      refraction: true,
      diffraction: true,
    }),
    grid: gridCentredOn(0.3, 0.2, 98, 98, 8),
  };
}

/** How the map of the shader differs from the float64 twin's. */
function compare(map: RadioMap, twin: RadioMap) {
  let mask = 0;
  let sight = 0;
  let provenance = 0;
  const apart: number[] = [];
  for (let cell = 0; cell < map.pathGain.length; cell++) {
    if (map.validity[cell] !== twin.validity[cell]) mask++;
    else if (map.validity[cell] === 1) apart.push(decibelsApart(map.pathGain[cell]!, twin.pathGain[cell]!));
    if (map.lineOfSight[cell] !== twin.lineOfSight[cell]) sight++;
    if (map.provenance[cell] !== twin.provenance[cell]) provenance++;
  }
  apart.sort((a, b) => a - b);
  const at = (share: number) => apart[Math.min(apart.length - 1, Math.floor(share * apart.length))]!;
  const sum = (m: RadioMap) => m.pathGain.reduce((a, b) => a + b, 0);
  return {
    cells: map.pathGain.length,
    joint: apart.length,
    mask,
    sight,
    provenance,
    median: at(0.5),
    p99: at(0.99),
    worst: at(1),
    total: decibelsApart(sum(map), sum(twin)),
  };
}

describe('sweep on the GPU against its float64 twin', () => {
  for (const [name, make] of [
    ['a town of six prisms', small],
    ['a made-up city, seed 11', cityRequest],
  ] as const) {
    it(`gives the same map of ${name}, with reflection, transmission and diffraction`, async () => {
      const request = make();
      const map = await createSweepSolverGpu(gpu).solve(request);
      const twin = await createSweepSolverCpu().solve(request);
      const found = compare(map, twin);
      expect(new Set(twin.provenance).size).toBeGreaterThanOrEqual(4);
      expect(found.joint).toBeGreaterThan(0.5 * found.cells);
      expect(found.mask).toBeLessThanOrEqual(0.001 * found.cells);
      expect(found.sight).toBeLessThanOrEqual(0.001 * found.cells);
      // Measured on lavapipe: no mask differs; median 1e-5, p99 5e-4, worst 0.04 dB (a beam that passes a vertex on its other side).
      expect(found.median).toBeLessThan(0.001);
      expect(found.p99).toBeLessThan(0.01);
      expect(found.worst).toBeLessThan(1);
      expect(found.provenance).toBeLessThanOrEqual(0.001 * found.cells);
      expect(found.total).toBeLessThan(0.001);
      expect(Math.abs(map.stats.traced / twin.stats.traced - 1)).toBeLessThan(0.001);
      expect(Math.abs(map.stats.dropped - twin.stats.dropped)).toBeLessThanOrEqual(0.001 * twin.stats.traced);
      expect(Math.abs(map.stats.droppedBound - twin.stats.droppedBound)).toBeLessThanOrEqual(
        0.01 * twin.stats.droppedBound,
      );
    });
  }

  it('serves line of sight, reflection and depth as they are switched', async () => {
    for (const settings of [{ lineOfSight: false }, { reflection: false }, { refraction: false }, { maxDepth: 0 }]) {
      const request = small({ azimuths: 256, ...settings });
      const found = compare(
        await createSweepSolverGpu(gpu).solve(request),
        await createSweepSolverCpu().solve(request),
      );
      expect(found.mask).toBe(0);
      expect(found.p99).toBeLessThan(0.05);
    }
  });
});

describe('sweep on the GPU', () => {
  it('gives the same bits again, and however its work is cut', async () => {
    const request = small();
    const whole = await createSweepSolverGpu(gpu).solve(request);
    const again = await createSweepSolverGpu(gpu).solve(request);
    // Hardly room for the children of a pass: many rounds, beams laid down and taken up again; and room for all at once.
    const tight = await createSweepSolverGpu(gpu, { capacity: 256, batch: 64 }).solve(request);
    const large = await createSweepSolverGpu(gpu, { capacity: 1 << 18, batch: 1 << 15 }).solve(request);
    for (const other of [again, tight, large]) {
      expect(other.pathGain).toEqual(whole.pathGain);
      expect(other.samples).toEqual(whole.samples);
      expect(other.provenance).toEqual(whole.provenance);
      expect([other.stats.traced, other.stats.dropped]).toEqual([whole.stats.traced, whole.stats.dropped]);
    }
  });

  it('says so when its beams have no room, and loses none', async () => {
    const running = createSweepSolverGpu(gpu, { capacity: 16, batch: 16 }).solve(small({ azimuths: 64 }));
    const outcome = await running.then(
      (map) => map,
      (error) => error,
    );
    // Sixteen rows either suffice to the bit or are refused in words.
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({ code: 'over-budget' });
      expect(outcome.message).toContain('16 beams');
    } else expect(outcome.pathGain).toEqual((await createSweepSolverGpu(gpu).solve(small({ azimuths: 64 }))).pathGain);
  });

  it('reports progress that never falls, and partial maps of the final grid', async () => {
    const progress: number[] = [];
    const partial: RadioMap[] = [];
    const request = small({ azimuths: 4096 });
    const solver = createSweepSolverGpu(gpu, { capacity: 2048, batch: 64 });
    const map = await solver.solve(request, {
      onProgress: (fraction) => progress.push(fraction),
      onPartial: (m) => partial.push(m),
    });
    expect(progress.length).toBeGreaterThan(10);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(partial.length).toBeGreaterThan(0);
    // What is launched only grows; the last partial map may hold all of it, with diffraction still to come.
    const launched = partial.map((m) => m.stats.launched);
    expect(launched).toEqual([...new Set(launched)].sort((a, b) => a - b));
    expect(launched[0]).toBeLessThan(4096);
    for (const m of partial) {
      expect(m.grid).toEqual(request.grid);
      expect(m.pathGain.length).toBe(3600);
      expect(m.stats.launched).toBeLessThanOrEqual(4096);
      const seen = [...map.lineOfSight.keys()].filter((cell) => m.lineOfSight[cell] === 1 && map.samples[cell]! > 400);
      const apart = seen.map((cell) => decibelsApart(m.pathGain[cell]!, map.pathGain[cell]!)).sort((a, b) => a - b);
      expect(apart.length).toBeGreaterThan(20);
      expect(apart[Math.floor(apart.length / 2)]!).toBeLessThan(0.5);
    }
    expect(partial.every((m) => !m.provenance.includes(PROVENANCE.diffracted))).toBe(true);
  });

  it('is cancelled within a slice, and its device goes on', async () => {
    const solver = createSweepSolverGpu(gpu);
    await expect(solver.solve(small(), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' });
    const controller = new AbortController();
    let calls = 0;
    const long = createSweepSolverGpu(gpu, { capacity: 2048, batch: 64 }).solve(small({ azimuths: 1 << 17 }), {
      signal: controller.signal,
      onProgress: () => {
        if (++calls === 2) controller.abort();
      },
    });
    await expect(long).rejects.toMatchObject({ name: 'UserError', code: 'aborted' });
    expect(calls).toBe(2);
    const after = await solver.solve(small());
    expect(after.pathGain).toEqual((await createSweepSolverGpu(gpu).solve(small())).pathGain);
  });

  it('refuses a map that does not fit before it takes any memory, with the figures', async () => {
    const limit = Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize);
    const side = Math.ceil(Math.sqrt(limit / 36)) + 1;
    const request = { ...small(), grid: gridCentredOn(0, 0, side, side, 0.1) };
    const running = createSweepSolverGpu(gpu).solve(request);
    await expect(running).rejects.toMatchObject({ name: 'UserError', code: 'over-budget' });
    const mebibytes = ((side * side * 36) / 2 ** 20).toFixed(1);
    await expect(running).rejects.toThrow(`map sums need ${mebibytes} MiB`);
  });

  it('reports a lost device as lost, never as a map', async () => {
    const other = await nodeGpu();
    const solver = createSweepSolverGpu(other, { capacity: 2048, batch: 64 });
    let calls = 0;
    const running = solver.solve(small({ azimuths: 1 << 15 }), {
      onProgress: () => {
        if (++calls === 2) other.dispose();
      },
    });
    await expect(running).rejects.toMatchObject({ name: 'UserError', code: 'device-lost' });
    expect(other.lost).toBe(true);
    await expect(solver.solve(small())).rejects.toMatchObject({ name: 'UserError', code: 'device-lost' });
    await expect(createSweepSolverGpu(other).solve(small())).rejects.toMatchObject({ code: 'device-lost' });
    // The first device is none the worse.
    expect((await createSweepSolverGpu(gpu).solve(small({ azimuths: 64 }))).validity).toContain(1);
  });
});
