import { afterEach, describe, expect, it, vi } from 'vitest';
import { type NetworkTraits, tinyAnswer, tinyModel, tinyNetwork } from '../../testing/model-files.ts';
import { UserError } from '../../units/errors.ts';
import { goldenFeatures, goldenLandUse } from './golden.ts';
import type { BackendOffer, InferenceRuntime, NetworkOutput } from './inference-backend.ts';
import { ModelSession } from './model-session.ts';
import type { ModelSource } from './model-source.ts';
import { nodeRuntime } from './node-runtime.ts';

const SIZE = 32;
const CHANNELS = 12;
const inputs = () => [goldenFeatures(CHANNELS, SIZE), goldenLandUse(SIZE)] as const;
const runtime = nodeRuntime({ threads: 1 });

const open: ModelSession[] = [];
const session = (source: ModelSource, on: InferenceRuntime = runtime) => {
  const opened = new ModelSession(source, on);
  open.push(opened);
  return opened;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.dispose()));
});

const model = (traits: Partial<NetworkTraits> = {}, golden?: NetworkOutput) => {
  const bytes = tinyNetwork({ size: SIZE, ...traits });
  return tinyModel({ networks: [{ size: SIZE, bytes, ...(golden ? { golden } : {}) }] });
};
/** The model with other bytes in place of its network. */
const withBytes = (source: ModelSource, bytes: Uint8Array, card = source.card): ModelSource => ({
  card,
  read: async (expected) => (expected.file.endsWith('.onnx') ? bytes : source.read(expected)),
});
const refusal = (source: ModelSource) =>
  session(source)
    .prepare(SIZE)
    .then(
      () => 'accepted',
      (error: unknown) => {
        expect(error).toBeInstanceOf(UserError);
        return (error as UserError).message;
      },
    );

describe('a sound model', () => {
  it('passes its golden check and computes what its graph says', async () => {
    const [features, landUse] = inputs();
    const wanted = tinyAnswer(features, landUse);
    const opened = session(model({}, wanted));
    const state = await opened.prepare(SIZE);
    expect(state).toMatchObject({
      backend: 'wasm',
      golden: { passed: true },
      verdict: { backend: 'wasm', refused: {} },
    });
    const { residual, spread } = await opened.run(SIZE, features, landUse);
    residual.forEach((value, cell) => {
      expect(Math.abs(value - wanted.residual[cell]!)).toBeLessThan(1e-5);
      expect(Math.abs(spread[cell]! - wanted.spread[cell]!)).toBeLessThan(1e-5);
    });
    expect(opened.warnings).toEqual([]);
  });

  it('says that nothing was checked where it came without golden output', async () => {
    expect((await session(model()).prepare(SIZE)).golden).toBeNull();
  });

  it('has no network of another size', async () => {
    await expect(session(model()).prepare(64)).rejects.toThrow(/no network of size 64; it has 32/);
  });
});

describe('a model is refused', () => {
  it('when its checksum is another', async () => {
    const source = model();
    const bytes = tinyNetwork({ size: SIZE });
    bytes[bytes.length - 3]! ^= 1;
    expect(await refusal(withBytes(source, bytes))).toMatch(
      /Model tiny, model-32\.onnx is damaged or another file: its SHA-256 is [0-9a-f]{12}…, .* card says .* Download the model again/,
    );
  });

  it('when a web page, a pointer, a part or nothing came in its place', async () => {
    const source = model();
    const text = (of: string) => new TextEncoder().encode(of);
    expect(await refusal(withBytes(source, text('<!DOCTYPE html><html><body>404</body></html>')))).toMatch(
      /is a web page \(it begins with "<!doctype/,
    );
    expect(await refusal(withBytes(source, text('version https://git-lfs.github.com/spec/v1\noid sha256:1')))).toMatch(
      /is a pointer of Git LFS \(55 bytes\) .*"git lfs pull"/,
    );
    expect(await refusal(withBytes(source, tinyNetwork({ size: SIZE }).subarray(0, 100)))).toMatch(
      /is cut short: 100 bytes, and the model's card says \d+/,
    );
    expect(await refusal(withBytes(source, new Uint8Array()))).toMatch(/is empty \(0 bytes\)/);
  });

  it('when it takes other channels than its card says', async () => {
    expect(await refusal(model({ channels: 8 }))).toMatch(
      /input "features" is float32 \[1, 8, 32, 32\]; .* it must be float32 \[1, 12, 32, 32\]/,
    );
    expect(await refusal(model({ inputName: 'image' }))).toMatch(
      /has the inputs image, land_use; they must be features and land_use/,
    );
  });

  it('when it uses an operator that is not there', async () => {
    expect(await refusal(model({ lastOp: 'Frobnicate' }))).toMatch(
      /cannot be run \(wasm, .*\): it uses the operator Frobnicate, which operator set 18 does not have\. Export/,
    );
  });

  it('when it answers with NaN', async () => {
    // The logarithm of a negative sum.
    expect(await refusal(model({ lastOp: 'Log' }))).toMatch(
      /answers with NaN in \d+ of 1024 cells of "residual", the first in row \d+, column \d+ .* Its map is not shown/,
    );
  });

  it('when it does not give its golden output', async () => {
    const [features, landUse] = inputs();
    const wanted = tinyAnswer(features, landUse);
    const other = { ...wanted, residual: wanted.residual.map((value, k) => value + (k === 8 ? 1 : 0)) };
    expect(await refusal(model({}, other))).toMatch(
      /fails its check on wasm .* residual differs from the reference by up to 1\.00 dB; .* the model is not used here/,
    );
  });

  it('when its bytes are no ONNX, though they are those of the card', async () => {
    const bytes = new TextEncoder().encode('PK not a model at all');
    expect(await refusal(tinyModel({ networks: [{ size: SIZE, bytes }] }))).toMatch(
      /it is no ONNX model, or a damaged one/,
    );
  });
});

describe('a GPU that is lost', () => {
  /** Runs as tinyAnswer does, until it fails; `lives` counts the runs of each session. */
  const gpu = (lives: number[]) => {
    const release = vi.fn(async () => undefined);
    const offer: BackendOffer = {
      name: 'webgpu',
      adapter: 'test card',
      open: async () => {
        let left = lives.shift() ?? 0;
        return {
          name: 'webgpu',
          adapter: 'test card',
          release,
          run: async (features, landUse) => {
            if (left-- <= 0) throw new UserError('device-lost', 'The GPU (test card) stopped.');
            return tinyAnswer(features, landUse);
          },
        };
      },
    };
    return { offer, release };
  };
  const both = (offer: BackendOffer): InferenceRuntime => ({
    offers: async () => [offer, ...(await runtime.offers())],
  });
  const prepared = async (lives: number[]) => {
    const [features, landUse] = inputs();
    const { offer, release } = gpu(lives);
    const opened = session(model({}, tinyAnswer(features, landUse)), {
      offers: async () => (await both(offer).offers()).map((one) => (one.name === 'wasm' ? slowed(one) : one)),
    });
    return { opened, release, run: () => opened.run(SIZE, features, landUse) };
  };
  /** So that the test card is the faster one. */
  const slowed = (offer: BackendOffer): BackendOffer => ({
    ...offer,
    open: async (network) => {
      const backend = await offer.open(network);
      return {
        ...backend,
        run: async (features, landUse) => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          return backend.run(features, landUse);
        },
      };
    },
  });

  it('is opened anew once, without a word', async () => {
    // Two runs of the probe each, then one that fails; the second session goes on.
    const { opened, release, run } = await prepared([2, 9]);
    expect(await opened.prepare(SIZE)).toMatchObject({ backend: 'webgpu' });
    expect((await run()).residual).toHaveLength(SIZE * SIZE);
    expect((await opened.prepare(SIZE)).backend).toBe('webgpu');
    expect(release).toHaveBeenCalledTimes(1);
    expect(opened.warnings).toEqual([]);
  });

  it('leaves the model to WASM the second time, with a warning', async () => {
    const { opened, run } = await prepared([2, 2]);
    await opened.prepare(SIZE);
    expect((await run()).residual).toHaveLength(SIZE * SIZE);
    expect((await opened.prepare(SIZE)).backend).toBe('wasm');
    expect(opened.warnings).toEqual([
      'The GPU (test card) stopped. The model went on with WASM on the processor, which is slower.',
    ]);
  });

  it('is passed over when it cannot even be opened again', async () => {
    const { opened, run } = await prepared([2]);
    await opened.prepare(SIZE);
    expect((await run()).residual).toHaveLength(SIZE * SIZE);
    expect((await opened.prepare(SIZE)).backend).toBe('wasm');
    expect(opened.warnings).toEqual(['The GPU (test card) stopped.']);
  });
});
