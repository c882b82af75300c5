import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/gpu.ts';
import { nodeGpu } from '../../gpu/node-gpu.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { floor, meshOfQuads, quad, requestOf, sceneOf, sectorAt, streetQuads } from '../mesh/mesh-fixture.ts';
import { traceGeometry } from '../mesh/prepare-trace.ts';
import { PROVENANCE } from '../radio-map.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { startDiffraction } from './diffract-on-cpu.ts';
import { DiffractOnGpu } from './diffract-on-gpu.ts';
import type { Diffraction } from './diffraction.ts';
import { meshOnGpu } from './launch-on-gpu.ts';
import { launchProblem } from './launch-problem.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';
import { createLaunchSolverGpu } from './solve-launch-on-gpu.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await nodeGpu();
});
afterAll(() => gpu.dispose());

/** Two blocks, a pitched roof of two materials between them, far from the scene's origin. */
const STREET = sceneOf(
  meshOfQuads([
    ...streetQuads('glass', 80),
    quad('metal', [-6, 24, 5], [6, 24, 5], [6, 30, 9], [-6, 30, 9]),
    quad('wood', [-6, 36, 5], [-6, 30, 9], [6, 30, 9], [6, 36, 5]),
  ]),
);

function street(settings: Partial<SolveSettings> = {}): SolveRequest {
  const sector = sectorAt(0.5, -12.3, 18, { pattern: 'tr38901', azimuthDeg: 20, downtiltDeg: 9, polarisation: 'VH' });
  return { ...requestOf(STREET, sector, { diffraction: true, ...settings }), grid: gridCentredOn(0.3, 0.2, 43, 37, 2) };
}

async function onGpu(request: SolveRequest): Promise<Diffraction> {
  const problem = launchProblem(request, traceGeometry(request.scene));
  const mesh = meshOnGpu(gpu, problem);
  const diffract = new DiffractOnGpu(gpu, problem, mesh, problem.wedges!);
  const shares: number[] = [];
  await diffract.run(async (share) => void shares.push(share));
  expect(shares.at(-1)).toBe(1);
  const result = await diffract.read();
  diffract.free();
  gpu.free(mesh.nodes, mesh.triangles);
  return result;
}

function onCpu(request: SolveRequest): Diffraction {
  const { wedges, tracer, geometry } = launchProblem(request, traceGeometry(request.scene));
  const running = startDiffraction(request, wedges!, geometry.bvh, tracer.slabs);
  while (running.advance(1000)) {
    // To the end.
  }
  return running;
}

describe('DiffractOnGpu', () => {
  it.each([
    ['the uniform theory', {}],
    ["Sionna RT's combination", { wedgeModel: 'sionna' }],
    ['rough faces and no line of sight', { scattering: { coefficient: 0.6 }, lineOfSight: false }],
  ] as const)('gathers what its float64 twin does: %s', async (_, settings) => {
    const request = street(settings);
    const [map, twin] = [await onGpu(request), onCpu(request)];
    const apart: number[] = [];
    let onlyOne = 0;
    twin.pathGain.forEach((gain, c) => {
      if (gain > 0 !== map.pathGain[c]! > 0) onlyOne++;
      else if (gain > 0) apart.push(Math.abs(10 * Math.log10(map.pathGain[c]! / gain)));
    });
    apart.sort((a, b) => a - b);
    expect(apart.length).toBeGreaterThan(600);
    expect(apart[Math.floor(0.5 * apart.length)]).toBeLessThan(0.001);
    // Legs that graze a wall within float32, and lots, may differ.
    expect(apart[Math.floor(0.98 * apart.length)]).toBeLessThan(0.05);
    expect(onlyOne).toBeLessThan(0.005 * twin.pathGain.length);
  });

  it('is part of the launch engine, on either device', async () => {
    const request = street({ rays: 20_000, maxDepth: 1 });
    const without = await createLaunchSolverGpu(gpu).solve({
      ...request,
      settings: { ...request.settings, diffraction: false },
    });
    const shares: number[] = [];
    const map = await createLaunchSolverGpu(gpu).solve(request, { onProgress: (share) => shares.push(share) });
    const twin = await createLaunchSolverCpu().solve(request);
    const dark = [...without.validity.keys()].filter((c) => without.validity[c] === 0);
    const lives = (c: number) =>
      map.provenance[c] === PROVENANCE.diffracted && twin.provenance[c] === PROVENANCE.diffracted;
    expect(dark.length).toBeGreaterThan(100);
    expect(dark.filter(lives).length).toBeGreaterThan(0.5 * dark.length);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(map.stats.warnings).toEqual([]);
  });

  it('gives the same bits twice', async () => {
    const [first, second] = [await onGpu(street()), await onGpu(street())];
    expect(second.pathGain).toEqual(first.pathGain);
    expect(second.rays).toEqual(first.rays);
  });

  it('brings nothing where a scene has no wedge', async () => {
    const { pathGain } = await onGpu({ ...street(), scene: sceneOf(meshOfQuads([floor('concrete', 0, 80)])) });
    expect(Math.max(...pathGain)).toBe(0);
  });
});
