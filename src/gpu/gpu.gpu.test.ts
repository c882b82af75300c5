import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from './gpu.ts';
import { nodeGpu } from './node-gpu.ts';
import { requestGpu } from './request-gpu.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await nodeGpu();
});
afterAll(() => gpu.dispose());

const DOUBLE = `
@group(0) @binding(0) var<storage, read_write> values: array<u32>;
@compute @workgroup_size(1)
fn twice(@builtin(global_invocation_id) id: vec3u) { values[id.x] = values[id.x] * 2u; }`;

describe('gpu', () => {
  it('names its adapter and asks for all the storage that it has', () => {
    expect(gpu.adapterName).not.toBe('');
    expect(gpu.limits.maxStorageBufferBindingSize).toBeGreaterThanOrEqual(128 * 2 ** 20);
    expect(gpu.lost).toBe(false);
  });

  it('runs kernels over buffers, sized directly and by another buffer, and reads them back', async () => {
    const kernel = await gpu.kernel('double', DOUBLE, 'twice');
    const values = gpu.storage('values', Uint32Array.of(1, 2, 3, 4, 5));
    const run = gpu.bind(kernel, [{ binding: 0, buffer: values }]);
    gpu.submit((r) => r.dispatch(run, 5));
    gpu.submit((r) => r.dispatch(run, 2));
    expect([...new Uint32Array(await gpu.read(values, 20))]).toEqual([4, 8, 6, 8, 10]);
    gpu.write(values, Uint32Array.of(70, 80), 3);
    expect([...new Uint32Array(await gpu.read(values))].slice(0, 5)).toEqual([4, 8, 6, 70, 80]);
    gpu.clear(values);
    expect(new Uint32Array(await gpu.read(values)).every((v) => v === 0)).toBe(true);
    gpu.free(values);
    const zeroed = gpu.storage('zeroed', 64);
    expect(new Uint32Array(await gpu.read(zeroed)).every((v) => v === 0)).toBe(true);
    gpu.free(zeroed);
  });

  it('throws a shader that does not compile with the line that is wrong', async () => {
    await expect(gpu.kernel('broken', '\nfn f() { let x: u32 = 1.5; }', 'f')).rejects.toThrow(/broken: line 2:/);
  });

  it('refuses what the adapter cannot bind, with the figures', () => {
    const limit = Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize);
    expect(() => gpu.storage('sums', limit + 16)).toThrow(
      expect.objectContaining({ name: 'UserError', code: 'over-budget' }),
    );
    expect(() => gpu.storage('sums', limit + 16)).toThrow(`sums need ${((limit + 16) / 2 ** 20).toFixed(1)} MiB`);
    expect(() => gpu.uniform('block', gpu.limits.maxUniformBufferBindingSize + 16)).toThrow('block need');
  });

  it('reports a lost device where a result was due', async () => {
    const other = await nodeGpu();
    const values = other.storage('values', 64);
    other.dispose();
    await expect(other.read(values)).rejects.toMatchObject({ name: 'UserError', code: 'device-lost' });
    expect(other.lost).toBe(true);
  });

  it('says what to do where there is no WebGPU or no adapter', async () => {
    await expect(requestGpu(undefined, 'Do this.')).rejects.toMatchObject({ code: 'no-adapter' });
    await expect(requestGpu(undefined, 'Do this.')).rejects.toThrow('WebGPU is not available here. Do this.');
    const none = { requestAdapter: async () => null } as unknown as GPU;
    await expect(requestGpu(none, 'Do that.')).rejects.toThrow('No GPU adapter answered. Do that.');
  });
});
