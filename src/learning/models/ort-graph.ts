import type * as OnnxRuntime from 'onnxruntime-web';
import { badInput } from '../../units/errors.ts';
import type { DeviceGraph, GraphFile, GraphValue } from './inference-backend.ts';
import type { OrtProvider } from './ort-backend.ts';
import { runFailure, sessionRefusal } from './ort-errors.ts';

/** The value of the runtime behind one of ours; nobody else looks inside. */
const tensorOf = (value: GraphValue) => value as unknown as OnnxRuntime.Tensor;
const ours = (tensor: OnnxRuntime.Tensor) => tensor as unknown as GraphValue;

/**
 * Any graph of fixed shapes, with outputs that stay on the device and can be fed again.
 * @throws UserError('bad-input') for a graph that is broken or uses an operator that is lacking
 */
export async function openOrtGraph(by: OrtProvider, { place, bytes, kept }: GraphFile): Promise<DeviceGraph> {
  const { ort, inTurn } = by;
  const shown = `${by.name}, ${by.adapter}`;
  const onGpu = by.name === 'webgpu';
  const location = Object.fromEntries(kept.map((name) => [name, 'gpu-buffer' as const]));
  let session: OnnxRuntime.InferenceSession;
  try {
    session = await inTurn(() =>
      ort.InferenceSession.create(bytes.slice(), {
        executionProviders: [by.provider],
        logSeverityLevel: 4,
        ...(onGpu ? { preferredOutputLocation: location } : {}),
      }),
    );
  } catch (cause) {
    throw sessionRefusal(place, shown, cause);
  }
  const close = async () => {
    if (by.live.delete(close)) await session.release();
  };
  by.live.add(close);
  return {
    floats: (values, dims) => ours(new ort.Tensor('float32', values, dims)),
    integers: (values, dims) => ours(new ort.Tensor('int32', values, dims)),
    release: () => inTurn(close),
    read: (value) =>
      inTurn(async () => {
        const data = await tensorOf(value).getData();
        if (!(data instanceof Float32Array)) throw badInput(`${place} answers with values that are no float32.`);
        return data;
      }),
    run: (feeds) =>
      inTurn(async () => {
        if (!by.live.has(close)) throw runFailure(place, shown, true, 'its device was lost');
        try {
          const given = Object.entries(feeds).map(([name, value]) => [name, tensorOf(value)] as const);
          const out = await session.run(Object.fromEntries(given));
          return Object.fromEntries(Object.entries(out).map(([name, tensor]) => [name, ours(tensor)]));
        } catch (cause) {
          if (onGpu) for (const end of by.live) await end().catch(() => undefined);
          throw runFailure(place, shown, onGpu, cause);
        }
      }),
    dispose: (value) => tensorOf(value).dispose(),
  };
}
