import { UserError } from '../units/errors.ts';
import { Gpu } from './gpu.ts';

/** Software rasterisers by the names that their drivers report. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|microsoft basic render/i;

/**
 * A device from `gpu` (navigator.gpu, or Dawn's in Node) with the adapter's own limits for storage, so that large maps and
 * cities fit. Throws UserError('no-adapter').
 */
export async function requestGpu(gpu: GPU | undefined, cure: string): Promise<Gpu> {
  if (!gpu) throw new UserError('no-adapter', `WebGPU is not available here. ${cure}`);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new UserError('no-adapter', `No GPU adapter answered. ${cure}`);
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const device = await adapter.requestDevice({
    label: 'boresight',
    requiredLimits: { maxStorageBufferBindingSize, maxBufferSize },
  });
  const info = adapter.info;
  const name =
    [info.description, info.device, info.architecture, info.vendor].find((part) => part) ?? 'unnamed adapter';
  const all = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return new Gpu(device, name, SOFTWARE.test(all));
}
