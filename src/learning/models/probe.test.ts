import { describe, expect, it } from 'vitest';
import { tinyAnswer } from '../../testing/model-files.ts';
import { goldenFeatures, goldenLandUse, sampleOutput } from './golden.ts';
import type { BackendName, BackendOffer, Network, NetworkOutput } from './inference-backend.ts';
import { chooseBackend, type ProbeMemory, type ProbeVerdict, probeKey } from './probe.ts';

const network: Network = { place: 'model-16.onnx', bytes: new Uint8Array(1), sha256: 'ab', channels: 4, size: 16 };
const right = tinyAnswer(goldenFeatures(4, 16), goldenLandUse(16));
const golden = sampleOutput(right, 16);
const wrong = { ...right, residual: right.residual.map((value) => value * 1.01) };

/** A clock that only runs of these backends move. */
function bench(times: Partial<Record<BackendName, number>>, outputs: Partial<Record<BackendName, NetworkOutput>> = {}) {
  let now = 0;
  const opened: BackendName[] = [];
  const released: BackendName[] = [];
  const offers = (Object.keys(times) as BackendName[]).map(
    (name): BackendOffer => ({
      name,
      adapter: `${name} adapter`,
      open: async () => {
        opened.push(name);
        return {
          name,
          adapter: `${name} adapter`,
          release: async () => {
            released.push(name);
          },
          run: async () => {
            now += times[name]!;
            return outputs[name] ?? right;
          },
        };
      },
    }),
  );
  return { offers, opened, released, now: () => now };
}

function memory(): ProbeMemory & { readonly kept: Map<string, ProbeVerdict> } {
  const kept = new Map<string, ProbeVerdict>();
  return {
    kept,
    get: async (key) => kept.get(key) ?? null,
    put: async (key, verdict) => {
      kept.set(key, verdict);
    },
  };
}

describe('chooseBackend', () => {
  it('takes the fastest that computes right and lets the other go', async () => {
    for (const [times, best, other] of [
      [{ webgpu: 5, wasm: 50 }, 'webgpu', 'wasm'],
      [{ webgpu: 60, wasm: 50 }, 'wasm', 'webgpu'],
    ] as const) {
      const { offers, released, now } = bench(times);
      const chosen = await chooseBackend(offers, network, { golden, tolerance: 1e-3, now });
      expect(chosen.backend.name).toBe(best);
      expect(chosen.verdict).toEqual({ backend: best, runMs: times, refused: {} });
      expect(chosen.golden?.passed).toBe(true);
      expect(released).toEqual([other]);
    }
  });

  it('never takes one that computes wrongly, however fast', async () => {
    const { offers, now } = bench({ webgpu: 5, wasm: 50 }, { webgpu: wrong });
    const chosen = await chooseBackend(offers, network, { golden, tolerance: 1e-3, now });
    expect(chosen.backend.name).toBe('wasm');
    expect(chosen.verdict.refused.webgpu).toMatch(/model-16\.onnx fails its check on webgpu \(webgpu adapter\)/);
  });

  it('refuses the model when none computes it right', async () => {
    const { offers, released, now } = bench({ webgpu: 5, wasm: 50 }, { webgpu: wrong, wasm: wrong });
    await expect(chooseBackend(offers, network, { golden, tolerance: 1e-3, now })).rejects.toThrow(
      /runs nowhere on this device.*wasm.*webgpu/,
    );
    expect(released).toEqual(['wasm', 'webgpu']);
  });

  it('holds a GPU against WASM where there is no golden output', async () => {
    const { offers, now } = bench({ webgpu: 5, wasm: 50 }, { webgpu: wrong });
    const chosen = await chooseBackend(offers, network, { golden: null, tolerance: 1e-3, now });
    expect(chosen.backend.name).toBe('wasm');
    expect(chosen.golden).toBeNull();
    expect(chosen.verdict.refused.webgpu).toMatch(/does not compute it as the processor does/);
  });

  it('remembers, and checks all the same', async () => {
    const kept = memory();
    const first = bench({ webgpu: 5, wasm: 50 });
    await chooseBackend(first.offers, network, { golden, tolerance: 1e-3, now: first.now, memory: kept });
    expect([...kept.kept.keys()]).toEqual([probeKey(network, first.offers)]);

    const second = bench({ webgpu: 5, wasm: 50 });
    const again = await chooseBackend(second.offers, network, {
      golden,
      tolerance: 1e-3,
      now: second.now,
      memory: kept,
    });
    expect(second.opened).toEqual(['webgpu']);
    expect(again.verdict.runMs).toEqual({ webgpu: 5, wasm: 50 });

    const broken = bench({ webgpu: 5, wasm: 50 }, { webgpu: wrong });
    const after = await chooseBackend(broken.offers, network, {
      golden,
      tolerance: 1e-3,
      now: broken.now,
      memory: kept,
    });
    expect(after.backend.name).toBe('wasm');
    expect([...kept.kept.values()][0]?.backend).toBe('wasm');
  });
});
