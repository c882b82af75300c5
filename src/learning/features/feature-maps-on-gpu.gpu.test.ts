import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Gpu } from '../../gpu/gpu.ts';
import { nodeGpu } from '../../gpu/node-gpu.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { drawCity } from '../dataset/draw-city.ts';
import { featureMaps } from './feature-maps.ts';
import { featureMapsOnGpu } from './feature-maps-on-gpu.ts';
import { SIGHT_CHANNELS } from './sight-line.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await nodeGpu();
});
afterAll(() => gpu.dispose());

const TOLERANCE = {
  'free-space-gain': 2e-3,
  'log-distance': 1e-5,
  obstruction: 0.01,
  'excess-height': 2e-3,
  'knife-edge-loss': 5e-3,
  'line-of-sight': 0,
  'bearing-cos': 1e-5,
  'bearing-sin': 1e-5,
} as const;

test.each([3, 4, 5])('city %i: every plane is that of the float64 twin', async (seed) => {
  const city = drawCity(seed, 1, 96, 5);
  const { sector, grid } = city.sectors[0]!;
  const request = { scene: city.scene, sector, grid, receiverZM: 1.5 };
  const twin = featureMaps(request);
  const before = gpu.allocatedBytes;
  const ours = await featureMapsOnGpu(gpu, request);
  expect(gpu.allocatedBytes).toBe(before);
  for (const channel of SIGHT_CHANNELS) {
    const off = twin.planes[channel].filter((v, i) => Math.abs(v - ours.planes[channel][i]!) > TOLERANCE[channel]);
    // A sample of the walk on the very edge of a roof falls to one side in 32 bits and to the other in 64.
    expect(off.length / twin.planes[channel].length, channel).toBeLessThan(0.004);
  }
  expect(ours.landUse).toEqual(twin.landUse);
  expect(ours.outdoor).toEqual(twin.outdoor);
});

test('a cancel takes effect, and gives the buffers back', async () => {
  const city = drawCity(3, 1, 64, 5);
  const { sector } = city.sectors[0]!;
  const request = { scene: city.scene, sector, grid: gridCentredOn(0, 0, 64, 64, 5), receiverZM: 1.5 };
  const before = gpu.allocatedBytes;
  await expect(featureMapsOnGpu(gpu, request, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(gpu.allocatedBytes).toBe(before);
});
