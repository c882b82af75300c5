import type { Gpu } from './gpu.ts';
import { requestGpu } from './request-gpu.ts';

/** The browser's GPU, in a page or a Worker. Throws UserError('no-adapter') where WebGPU is missing or switched off. */
export function browserGpu(): Promise<Gpu> {
  return requestGpu(
    typeof navigator === 'undefined' ? undefined : navigator.gpu,
    'Use a current Chrome, Edge, Firefox or Safari with WebGPU switched on; the CPU engine computes the same maps, more slowly.',
  );
}
