import { beforeAll, describe, expect, it } from 'vitest';
import { Gpu } from './gpu.ts';

const MEBIBYTE = 2 ** 20;

/** A device with so much memory: it hands out every buffer, as real ones do, and tells of a lack only through the error scope. */
function deviceWith(memory: number): GPUDevice {
  let inUse = 0;
  let scopes: (GPUError | null)[] = [];
  return {
    limits: { maxStorageBufferBindingSize: 1024 * MEBIBYTE, maxBufferSize: 1024 * MEBIBYTE },
    features: new Set(),
    lost: new Promise(() => undefined),
    pushErrorScope: () => scopes.push(null),
    popErrorScope: async () => {
      const error = scopes.at(-1) ?? null;
      scopes = scopes.slice(0, -1);
      return error;
    },
    createBuffer({ size }: GPUBufferDescriptor) {
      const fits = inUse + size <= memory;
      if (fits) inUse += size;
      else scopes[scopes.length - 1] = { message: 'out of memory' } as GPUError;
      return {
        destroy: () => {
          if (fits) inUse -= size;
        },
        mapAsync: async () => undefined,
        getMappedRange: () => new ArrayBuffer(size),
        unmap: () => undefined,
      };
    },
    createCommandEncoder: () => ({ copyBufferToBuffer: () => undefined, finish: () => ({}) }),
    queue: { submit: () => undefined, writeBuffer: () => undefined },
  } as unknown as GPUDevice;
}

beforeAll(() => {
  Object.assign(globalThis, {
    GPUBufferUsage: { STORAGE: 128, COPY_SRC: 4, COPY_DST: 8, MAP_READ: 1, INDIRECT: 256, UNIFORM: 64 },
    GPUMapMode: { READ: 1 },
  });
});

describe('a GPU without memory left', () => {
  it('refuses the result of a buffer that it could not make, with figures, and goes on afterwards', async () => {
    const gpu = new Gpu(deviceWith(100 * MEBIBYTE), 'Small card', false);
    const first = gpu.storage('map sums', 60 * MEBIBYTE);
    const second = gpu.storage('beams', 64 * MEBIBYTE);
    const error = await gpu.read(first, 16).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'over-budget',
      message: expect.stringContaining('no 64.0 MiB left for the beams, beside 60.0 MiB in use'),
    });
    expect(gpu.isShortage(error)).toBe(true);
    expect(() => gpu.storage('sums', 2048 * MEBIBYTE)).toThrow('sums need 2048.0 MiB');
    gpu.free(first, second);
    const third = gpu.storage('beams', 64 * MEBIBYTE);
    expect((await gpu.read(third, 16)).byteLength).toBe(16);
  });
});
