import { expect, it } from 'vitest';
import { nodeGpuEntry } from '../../gpu/node-gpu.ts';
import { drawnPlanes, TUNABLE_SIZE, tunableModel } from '../../testing/tunable-model.ts';
import type { InferenceRuntime } from '../models/inference-backend.ts';
import { nodeRuntime } from '../models/node-runtime.ts';
import { openTuning } from './open-tuning.ts';
import { DEFAULT_TUNING, tune } from './tune.ts';
import { tuneProblem } from './tune-problem.ts';

const OPTIONS = { ...DEFAULT_TUNING, iterations: 3, warmUp: 2, settle: 1 };

/** A slope and a step in every third cell, trained on one way to run networks. */
async function trained(runtime: InferenceRuntime) {
  const model = await openTuning(await tunableModel(), runtime);
  const size = TUNABLE_SIZE;
  const cell = Array.from({ length: Math.floor(size ** 2 / 3) }, (_, k) => 3 * k);
  const targetDb = cell.map((c) => -20 + 0.4 * (c % size) + (c > (size * size) / 2 ? 6 : 0));
  const places = [...cell.keys()];
  const [fit, inner] = [places.filter((k) => k % 5 > 0), places.filter((k) => k % 5 === 0)];
  const cells = { cell, targetDb, fit, inner, innerBlock: inner, heldOut: [] };
  const problem = tuneProblem(model.card, drawnPlanes(size, size), cells, size, -8);
  return (await tune(problem, model, OPTIONS)).state;
}

// A rasteriser in software compiles hundreds of shaders first.
it('goes the same way on WASM and on WebGPU', async () => {
  const wasm = await trained(nodeRuntime({ threads: 1 }));
  const onGpu = nodeRuntime({ threads: 1, gpu: await nodeGpuEntry() });
  expect((await onGpu.offers())[0]!.name).toBe('webgpu');
  const webgpu = await trained(onGpu);
  expect(webgpu.curve).toHaveLength(4);
  expect(webgpu.curve[3]!.trainMaeDb).toBeLessThan(0.95 * webgpu.curve[0]!.trainMaeDb);
  webgpu.curve.forEach((point, k) => {
    const same = wasm.curve[k]!;
    expect(Math.abs(point.trainMaeDb - same.trainMaeDb)).toBeLessThan(1e-4 * same.trainMaeDb);
    expect(Math.abs(point.innerMaeDb - same.innerMaeDb)).toBeLessThan(1e-4 * same.innerMaeDb);
  });
}, 1_500_000);
