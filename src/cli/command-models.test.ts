import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenFeatures, goldenLandUse } from '../learning/models/golden.ts';
import { modelTree, tinyAnswer, tinyNetwork } from '../testing/model-files.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
const network = {
  size: 64,
  bytes: tinyNetwork({ size: 64 }),
  golden: tinyAnswer(goldenFeatures(12, 64), goldenLandUse(64)),
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-models-'));
  write('good', modelTree({ networks: [network] }));
  write(
    'other-weights',
    modelTree({
      networks: [
        {
          ...network,
          golden: tinyAnswer(
            goldenFeatures(12, 64).map((v) => 2 * v),
            goldenLandUse(64),
          ),
        },
      ],
    }),
  );
  const page = modelTree({ networks: [network] });
  page.set('model-64.onnx', new TextEncoder().encode('<!DOCTYPE html><title>Not found</title>'));
  write('page', page);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, files: ReadonlyMap<string, Uint8Array>) {
  mkdirSync(join(folder, name));
  for (const [path, bytes] of files) writeFileSync(join(folder, name, path), bytes);
}

async function run(...words: string[]) {
  const { code, out, error } = await runCommand(...words);
  return { code, error, document: out === '' ? null : JSON.parse(out) };
}

describe('models', () => {
  it('shows the card of a model and that it computes right here', async () => {
    const { code, document } = await run('models', '--in', join(folder, 'good'), '--json');
    expect(code).toBe(0);
    expect(document.models).toHaveLength(1);
    const [model] = document.models;
    expect(model).toMatchObject({ id: 'tiny', warning: 'Trained on nothing.' });
    expect(model.files[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(model.parity).toMatchObject([{ size: 64, backend: 'wasm', passed: true, reason: null }]);
    expect(model.parity[0].error).toBeLessThan(1e-5);
  });

  it.each([
    ['other-weights', 'fails its check'],
    ['page', 'is a web page'],
  ])('refuses %s, with the reason in the list and exit status 1', async (name, reason) => {
    const { code, error, document } = await run('models', '--in', join(folder, name), '--json');
    expect(code).toBe(1);
    expect(error).toContain('tiny cannot be used here');
    expect(document.models[0].parity[0].passed).toBe(false);
    expect(document.models[0].parity[0].reason.toLowerCase()).toContain(reason);
  });
});

describe('predict --engine', () => {
  const AT = ['--scene', 'synthetic:9', '--tx', '10,20,60', '--size', '64', '--cell-size', '5', '--json'];

  it("computes a map by a model of one's own, outdoors only, and its expected error", async () => {
    const { code, document, error } = await run('predict', ...AT, '--engine', `${folder}/good`);
    expect(error).not.toContain('fault');
    expect(code).toBe(0);
    expect(document.engine).toBe(`${folder}/good`);
    expect(document.adapter).toContain('wasm');
    expect(document.covered_percent).toBeGreaterThan(30);
    expect(document.covered_percent).toBeLessThan(99);
    const spread = await run('predict', ...AT, '--engine', `${folder}/good`, '--layer', 'expected-error');
    expect(spread.document.unit).toBe('dB');
    expect(spread.document.min).toBeGreaterThanOrEqual(0);
    const again = await run('predict', ...AT, '--engine', `${folder}/good`);
    expect(again.document.hash).toBe(document.hash);
  });

  it('says what it cannot do', async () => {
    expect((await run('predict', ...AT, '--engine', 'nonesuch')).error).toContain('is not an engine of this version');
    expect((await run('predict', ...AT, '--engine', `${folder}/absent`)).error).toContain('absent');
    const page = await run('predict', ...AT, '--engine', `${folder}/page`);
    expect(page).toMatchObject({ code: 1, document: null });
    const layer = await run('predict', ...AT, '--engine', 'free-space', '--layer', 'expected-error');
    expect(layer.error).toContain('known to the launch engine');
  });
});
