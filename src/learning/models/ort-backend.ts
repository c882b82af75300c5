import type * as OnnxRuntime from 'onnxruntime-web';
import { badInput, type UserError } from '../../units/errors.ts';
import type { BackendName, InferenceBackend, Network, NetworkOutput } from './inference-backend.ts';
import { runFailure, sessionRefusal } from './ort-errors.ts';

export type Ort = Pick<typeof OnnxRuntime, 'InferenceSession' | 'Tensor' | 'env'>;

/** Who runs a network: the module of ONNX Runtime, its execution provider, and the name people know. */
export interface OrtProvider {
  readonly ort: Ort;
  readonly name: BackendName;
  readonly adapter: string;
  readonly provider: OnnxRuntime.InferenceSession.ExecutionProviderConfig;
  /** Runs one thing after another: ONNX Runtime's WASM takes one call at a time, of whatever session. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** What closes each session that is open, of this provider in this module: they share one device. */
  readonly live: Set<() => Promise<void>>;
}

/** WASM's adapter, as people are told of it. */
export function processorName(threads: number): string {
  return `processor, ${threads} thread${threads === 1 ? '' : 's'}`;
}

/** A queue of one: each piece of work starts when the one before has ended, well or not. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * Makes a session of the network and holds its inputs and outputs against the contract: `features` float32 [1, C, size, size],
 * `land_use` int32 [1, size, size]; `residual` and `spread` float32 [1, 1, size, size].
 * @throws UserError('bad-input') for a network that is broken, of another contract, or uses an operator that is lacking
 */
export async function openOrtBackend(by: OrtProvider, network: Network): Promise<InferenceBackend> {
  const { ort, inTurn } = by;
  const { place, size, channels } = network;
  const shown = `${by.name}, ${by.adapter}`;
  let session: OnnxRuntime.InferenceSession;
  try {
    session = await inTurn(() =>
      // A copy: the runtime may detach what it is given, and the bytes may be opened again elsewhere.
      ort.InferenceSession.create(network.bytes.slice(), { executionProviders: [by.provider], logSeverityLevel: 4 }),
    );
  } catch (cause) {
    throw sessionRefusal(place, shown, cause);
  }
  const wrong = contractBreach(place, network, session);
  if (wrong) {
    await inTurn(() => session.release());
    throw wrong;
  }
  const close = async () => {
    if (by.live.delete(close)) await session.release();
  };
  by.live.add(close);
  return {
    name: by.name,
    adapter: by.adapter,
    release: () => inTurn(close),
    run: (features, landUse) =>
      inTurn(async () => {
        const feeds = {
          features: new ort.Tensor('float32', features, [1, channels, size, size]),
          land_use: new ort.Tensor('int32', landUse, [1, size, size]),
        };
        let output: NetworkOutput;
        if (!by.live.has(close)) throw runFailure(place, shown, true, 'its device was lost');
        try {
          const { residual, spread } = await session.run(feeds);
          output = { residual: values(residual), spread: values(spread) };
        } catch (cause) {
          // The runtime asks for a new device only when no session holds the lost one any more.
          if (by.name === 'webgpu') for (const end of by.live) await end().catch(() => undefined);
          throw runFailure(place, shown, by.name === 'webgpu', cause);
        }
        assertFinite(place, shown, output, size);
        return output;
      }),
  };
}

function values(tensor: OnnxRuntime.Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('an output has no float32 values');
  return tensor.data;
}

/** A NaN that became a level would be a lie; so would a hole without a word. */
function assertFinite(place: string, shown: string, output: NetworkOutput, size: number) {
  for (const [name, data] of Object.entries(output) as [string, Float32Array][]) {
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) continue;
    const count = data.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
    throw badInput(
      `${place} answers with ${data[bad]} in ${count} of ${data.length} cells of "${name}", the first in row ${Math.floor(bad / size)}, column ${bad % size} (${shown}); levels must be finite numbers. Its map is not shown: use another model or the ray engine.`,
    );
  }
}

function contractBreach(
  place: string,
  { channels, size }: Network,
  session: OnnxRuntime.InferenceSession,
): UserError | null {
  const map = [1, 1, size, size];
  return (
    breachOf(place, 'input', session.inputMetadata, {
      features: { type: 'float32', shape: [1, channels, size, size] },
      land_use: { type: 'int32', shape: [1, size, size] },
    }) ??
    breachOf(place, 'output', session.outputMetadata, {
      residual: { type: 'float32', shape: map },
      spread: { type: 'float32', shape: map },
    })
  );
}

type Metadata = readonly OnnxRuntime.InferenceSession.ValueMetadata[];

function breachOf(
  place: string,
  kind: 'input' | 'output',
  found: Metadata,
  wanted: Readonly<Record<string, { type: string; shape: readonly number[] }>>,
): UserError | null {
  const names = found.map(({ name }) => name);
  const cure = 'Card and network do not belong together: export both again.';
  const missing = Object.keys(wanted).find((name) => !names.includes(name));
  const foreign = kind === 'input' ? names.find((name) => !Object.hasOwn(wanted, name)) : undefined;
  if (missing !== undefined || foreign !== undefined)
    return badInput(
      `${place} has the ${kind}s ${names.join(', ') || 'none'}; they must be ${Object.keys(wanted).join(' and ')}. ${cure}`,
    );
  for (const value of found) {
    const rule = wanted[value.name];
    if (!rule) continue;
    const is = value.isTensor ? `${value.type} [${value.shape.join(', ')}]` : 'no tensor';
    const must = `${rule.type} [${rule.shape.join(', ')}]`;
    if (is !== must)
      return badInput(
        `${place}: ${kind} "${value.name}" is ${is}; by the model's card (channels, size) it must be ${must}. ${cure}`,
      );
  }
  return null;
}
