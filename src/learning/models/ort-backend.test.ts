import { expect, it, vi } from 'vitest';
import { goldenFeatures, goldenLandUse } from './golden.ts';
import type { Network } from './inference-backend.ts';
import { type Ort, type OrtProvider, oneAtATime, openOrtBackend, processorName } from './ort-backend.ts';

const SIZE = 16;
const network: Network = { place: 'model-16.onnx', bytes: new Uint8Array(1), sha256: '', channels: 4, size: SIZE };
const map = [1, 1, SIZE, SIZE];
const values = () => ({ data: new Float32Array(SIZE * SIZE) });

/** A runtime whose sessions answer with zeros as long as the device lives. */
function fakeRuntime() {
  const device = { lost: false };
  const release = vi.fn(async () => undefined);
  const tensorOf = (name: string, type: string, shape: readonly number[]) => ({ isTensor: true, name, type, shape });
  const session = {
    inputMetadata: [
      tensorOf('features', 'float32', [1, 4, SIZE, SIZE]),
      tensorOf('land_use', 'int32', [1, SIZE, SIZE]),
    ],
    outputMetadata: [tensorOf('residual', 'float32', map), tensorOf('spread', 'float32', map)],
    release,
    run: async () => {
      if (device.lost) throw new Error('MapAsync failed');
      return { residual: values(), spread: values() };
    },
  };
  const ort = {
    InferenceSession: { create: async () => session },
    Tensor: class {},
  } as unknown as Ort;
  const by: OrtProvider = {
    ort,
    name: 'webgpu',
    adapter: 'test card',
    provider: { name: 'webgpu' },
    inTurn: oneAtATime(),
    live: new Set(),
  };
  return { by, device, release };
}

it('closes all sessions of a lost device, since one that stays open would keep it', async () => {
  const { by, device, release } = fakeRuntime();
  const [first, second] = [await openOrtBackend(by, network), await openOrtBackend(by, network)];
  const run = (of: typeof first) => of.run(goldenFeatures(4, SIZE), goldenLandUse(SIZE));
  expect((await run(first)).residual).toHaveLength(SIZE * SIZE);
  device.lost = true;
  await expect(run(first)).rejects.toMatchObject({ code: 'device-lost' });
  expect(release).toHaveBeenCalledTimes(2);
  device.lost = false;
  await expect(run(second)).rejects.toMatchObject({ code: 'device-lost' });
  await second.release();
  expect(release).toHaveBeenCalledTimes(2);
  expect((await run(await openOrtBackend(by, network))).spread).toHaveLength(SIZE * SIZE);
});

it('runs one thing after another, whether or not the one before failed', async () => {
  const inTurn = oneAtATime();
  const order: string[] = [];
  const slow = inTurn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('slow');
    throw new Error('failed');
  });
  const next = inTurn(async () => order.push('next'));
  await expect(slow).rejects.toThrow('failed');
  await next;
  expect(order).toEqual(['slow', 'next']);
  expect([processorName(1), processorName(4)]).toEqual(['processor, 1 thread', 'processor, 4 threads']);
});
