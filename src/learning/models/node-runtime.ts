import { availableParallelism } from 'node:os';
import type { BackendOffer, InferenceRuntime } from './inference-backend.ts';
import { oneAtATime, openOrtBackend, processorName } from './ort-backend.ts';
import { openOrtGraph } from './ort-graph.ts';

/** Threads that WASM is given; beyond eight, maps of this size gain nothing. */
const MOST_THREADS = 8;

export interface NodeRuntimeOptions {
  /** Default: all cores, at most eight. */
  readonly threads?: number;
  /** A real GPU of Dawn's (npm `webgpu`, whose globals are set) with the name to show; none for null. */
  readonly gpu?: { readonly gpu: GPU; readonly name: string } | null;
}

/**
 * ONNX Runtime in Node: its WASM build with threads, and WebGPU where a GPU of Dawn's is given. (The native package would be about
 * four times as fast as WASM, but fetches from elsewhere than the package registry when it is installed.)
 */
export function nodeRuntime(options: NodeRuntimeOptions = {}): InferenceRuntime {
  const threads = Math.max(1, options.threads ?? Math.min(MOST_THREADS, availableParallelism()));
  const adapter = processorName(threads);
  const onWasm: BackendOffer = {
    name: 'wasm',
    adapter,
    open: async (network) => {
      const ort = await loadWasm(threads);
      return openOrtBackend({ ort, name: 'wasm', adapter, provider: 'wasm', ...wasmModule }, network);
    },
    openGraph: async (graph) => {
      const ort = await loadWasm(threads);
      return openOrtGraph({ ort, name: 'wasm', adapter, provider: 'wasm', ...wasmModule }, graph);
    },
  };
  const given = options.gpu;
  if (!given) return { offers: async () => [onWasm] };
  const onGpu: BackendOffer = {
    name: 'webgpu',
    adapter: given.name,
    open: async (network) => {
      const ort = await loadWebGpu(given.gpu);
      const provider = { name: 'webgpu' };
      return openOrtBackend({ ort, name: 'webgpu', adapter: given.name, provider, ...gpuModule }, network);
    },
    openGraph: async (graph) => {
      const ort = await loadWebGpu(given.gpu);
      const provider = { name: 'webgpu' };
      return openOrtGraph({ ort, name: 'webgpu', adapter: given.name, provider, ...gpuModule }, graph);
    },
  };
  return { offers: async () => [onGpu, onWasm] };
}

// One module of the runtime each per process, so one queue each and one device.
const wasmModule = { inTurn: oneAtATime(), live: new Set<() => Promise<void>>() };
const gpuModule = { inTurn: oneAtATime(), live: new Set<() => Promise<void>>() };

/** Loaded on first use, as most commands need no model. The number of threads is that of the first use. */
async function loadWasm(threads: number) {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  return ort;
}

/** The browser's build, which alone knows WebGPU, on Dawn's GPU. */
async function loadWebGpu(gpu: GPU) {
  const holder = globalThis as { navigator?: object };
  holder.navigator ??= {};
  Object.defineProperty(holder.navigator, 'gpu', { value: gpu, configurable: true });
  takeSharedMemory();
  const ort = await import('onnxruntime-web/webgpu');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  return ort;
}

let takesSharedMemory = false;

/** Dawn's binding for Node refuses views of shared memory, which is what the runtime's memory is: they are copied on the way. */
function takeSharedMemory() {
  if (takesSharedMemory) return;
  takesSharedMemory = true;
  const { prototype } = GPUQueue;
  const write = prototype.writeBuffer;
  prototype.writeBuffer = function (buffer, offset, data, start, count) {
    const shared = ArrayBuffer.isView(data) && data.buffer instanceof SharedArrayBuffer;
    if (!shared) return write.call(this, buffer, offset, data as GPUAllowSharedBufferSource, start, count);
    const element = 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
    const from = (start ?? 0) * element;
    const bytes = count === undefined ? data.byteLength - from : count * element;
    const copy = new Uint8Array(bytes);
    copy.set(new Uint8Array(data.buffer, data.byteOffset + from, bytes));
    return write.call(this, buffer, offset, copy);
  };
}
