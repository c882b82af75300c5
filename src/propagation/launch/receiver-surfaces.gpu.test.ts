import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/gpu.ts';
import { nodeGpu } from '../../gpu/node-gpu.ts';
import { cornerHeights } from '../../raster/corner-heights.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { meshOfQuads, quad, requestOf, sceneOf, sectorAt, streetQuads } from '../mesh/mesh-fixture.ts';
import type { RadioMap } from '../radio-map.ts';
import { hills } from '../receivers/surface-fixture.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';
import { createLaunchSolverGpu } from './solve-launch-on-gpu.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await nodeGpu();
});
afterAll(() => gpu.dispose());

const STREET = sceneOf(
  meshOfQuads([...streetQuads('glass', 80), quad('wood', [-4, -8, 4], [4, -8, 4], [4, -2, 4], [-4, -2, 4])]),
);
const grid = gridCentredOn(0.3, 0.2, 40, 40, 2);
const street = (settings: Partial<SolveSettings> = {}): SolveRequest => ({
  ...requestOf(
    STREET,
    sectorAt(0.5, -12.3, 18, { pattern: 'tr38901', azimuthDeg: 20, downtiltDeg: 9, polarisation: 'H' }),
    { maxDepth: 3, rays: 200_000, refraction: true, scattering: { coefficient: 0.4 }, diffraction: true, ...settings },
  ),
  grid,
});
const surfaces: Record<string, Pick<SolveRequest, 'grid' | 'receiverSurface'>> = {
  hills: { grid, receiverSurface: { kind: 'draped', cornerZM: cornerHeights(grid, hills) } },
  'an upright plane': {
    grid: { columns: 40, rows: 15, cellSizeM: 2, westM: 0, northM: 29.7 },
    receiverSurface: { kind: 'section', x: -32, y: -24, towards: [0.8, 0.6] },
  },
};

function apart(map: RadioMap, twin: RadioMap) {
  const db: number[] = [];
  let onlyOne = 0;
  map.pathGain.forEach((gain, cell) => {
    if (map.validity[cell] !== twin.validity[cell]) onlyOne++;
    else if (gain > 0 && twin.samples[cell]! >= 100) db.push(Math.abs(10 * Math.log10(gain / twin.pathGain[cell]!)));
  });
  db.sort((a, b) => a - b);
  return {
    onlyOne: onlyOne / map.pathGain.length,
    count: db.length,
    median: db[db.length >> 1]!,
    p99: db[Math.floor(0.99 * db.length)]!,
  };
}

describe('receivers on a surface of their own, on the GPU', () => {
  it.each(Object.keys(surfaces))('follow the float64 twin: %s', async (name) => {
    const request = { ...street(), ...surfaces[name]! };
    const map = await createLaunchSolverGpu(gpu).solve(request);
    const twin = await createLaunchSolverCpu().solve(request);
    const { onlyOne, count, median, p99 } = apart(map, twin);
    expect(count).toBeGreaterThan(200);
    expect(median).toBeLessThan(0.01);
    expect(p99).toBeLessThan(0.5);
    expect(onlyOne).toBeLessThan(0.01);
  });

  it('give on level ground the map of the plane', async () => {
    const plane = street();
    const level = { ...plane, receiverSurface: { kind: 'draped', cornerZM: cornerHeights(grid, () => 1.5) } as const };
    const expected = await createLaunchSolverGpu(gpu).solve(plane);
    const found = await createLaunchSolverGpu(gpu).solve(level);
    const { onlyOne, median, p99 } = apart(found, expected);
    expect([onlyOne, median]).toEqual([0, 0]);
    expect(p99).toBeLessThan(1e-3);
  });
});
