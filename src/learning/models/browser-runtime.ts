// Both files by address: Vite would otherwise let the threads of a production build load the page's own chunk, and hang.
import factoryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';
import type { BackendOffer, InferenceRuntime } from './inference-backend.ts';
import { oneAtATime, openOrtBackend, processorName } from './ort-backend.ts';
import { openOrtGraph } from './ort-graph.ts';

/** Software rasterisers by the names that their drivers report. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|microsoft basic render/i;

/**
 * Threads of WASM: half the cores, at least two where there are two, at most four. More than one needs shared memory, which browsers give
 * to isolated pages only (COOP and COEP headers).
 */
export function wasmThreads(isolated: boolean, cores: number): number {
  return isolated ? Math.min(cores, Math.max(2, Math.min(4, Math.ceil(cores / 2)))) : 1;
}

let configured = false;

// One module of the runtime, so one queue and one device, whoever opens sessions.
const inTurn = oneAtATime();
const onWasmLive = new Set<() => Promise<void>>();
const onGpuLive = new Set<() => Promise<void>>();

function configure(): number {
  const threads = wasmThreads(globalThis.crossOriginIsolated === true, navigator.hardwareConcurrency ?? 1);
  if (!configured) {
    ort.env.wasm.wasmPaths = { wasm: wasmUrl, mjs: factoryUrl };
    ort.env.wasm.numThreads = threads;
    ort.env.logLevel = 'error';
    configured = true;
  }
  return threads;
}

/**
 * ONNX Runtime in a page or, better, a Worker of its own: its memory never shrinks, and WASM runs block the thread. WebGPU is offered
 * where a real adapter answers; a software adapter is some hundred times slower than WASM on the same processor and never tried.
 * The GPU's device is the runtime's own and shares nothing with that of the ray engine.
 */
export function browserRuntime(): InferenceRuntime {
  const threads = configure();
  const wasm = {
    ort,
    name: 'wasm' as const,
    adapter: processorName(threads),
    provider: 'wasm',
    inTurn,
    live: onWasmLive,
  };
  const offers = (async (): Promise<readonly BackendOffer[]> => {
    const onWasm: BackendOffer = {
      ...wasm,
      open: (network) => openOrtBackend(wasm, network),
      openGraph: (graph) => openOrtGraph(wasm, graph),
    };
    const gpu = await realAdapterName();
    if (gpu === null) return [onWasm];
    const webgpu = {
      ort,
      name: 'webgpu' as const,
      adapter: gpu,
      provider: { name: 'webgpu' },
      inTurn,
      live: onGpuLive,
    };
    const onGpu: BackendOffer = {
      ...webgpu,
      open: (network) => openOrtBackend(webgpu, network),
      openGraph: (graph) => openOrtGraph(webgpu, graph),
    };
    return [onGpu, onWasm];
  })();
  return { offers: () => offers };
}

/** Name of the GPU; null where there is none or only one in software. */
async function realAdapterName(): Promise<string | null> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return null;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  if (isFallbackAdapter || SOFTWARE.test(`${vendor} ${architecture} ${device} ${description}`)) return null;
  return description || [vendor, architecture, device].filter(Boolean).join(' ') || 'unnamed adapter';
}
