import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNpy } from '../io/formats/npy.ts';
import { writeTunedModel } from '../io/formats/tuning-file.ts';
import { readTuningFacts } from '../io/formats/tuning-json.ts';
import { shippedModelsFolder } from '../io/node-models.ts';
import { siteLength, weightLength } from '../learning/tuning/tuning-facts.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-tuned-'));
  writeFileSync(
    join(folder, 'sites.csv'),
    'id,x,y,height,azimuth,frequency,power\nA,0,0,40,0,2.1e9,43\nB,9,9,40,0,2.1e9,43\n',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const facts = readTuningFacts('unet', readFileSync(join(shippedModelsFolder(), 'unet', 'tuning.json')));

/** A file of a site that taught the U-Net its level and nothing else. */
function tunedFile(name: string, weightsSha256 = facts.weights.sha256): string {
  const path = join(folder, name);
  const file = writeTunedModel({
    model: 'unet',
    weightsSha256,
    sectorId: 'A',
    offsetDb: -10,
    grid: { columns: 256, rows: 256, cellSizeM: 5, westM: -640, northM: 640 },
    siteSides: facts.siteSides,
    iteration: 60,
    innerMaeDb: 4.5,
    delta: new Float32Array(weightLength(facts) + siteLength(facts)),
  });
  writeFileSync(path, file);
  return path;
}

async function predict(engine: string, sector: string) {
  const out = join(folder, `${sector}-${engine.split('/').at(-1)}.npy`);
  const place = ['--scene', 'synthetic:7', '--sites', join(folder, 'sites.csv'), '--sector', sector];
  const words = ['--engine', engine, '--size', '100', '--layer', 'path-gain', '--out', out];
  const { code, error } = await runCommand('predict', ...place, ...words);
  return { code, error, map: code === 0 ? readNpy(readFileSync(out), out) : null };
}

it('predicts with what a site taught a model, and refuses other sectors and other weights', async () => {
  const [plain, tuned] = [await predict('unet', 'A'), await predict(tunedFile('a.tuned'), 'A')];
  expect([plain.error, tuned.error].join()).not.toContain('boresight: ');
  const [before, after] = [plain.map!.values, tuned.map!.values];
  let compared = 0;
  before.forEach((db, k) => {
    if (Number.isNaN(db) || db < -135) return;
    compared++;
    expect(after[k]! - db).toBeCloseTo(-10, 3);
  });
  expect(compared).toBeGreaterThan(2000);
  const other = await predict(tunedFile('b.tuned'), 'B');
  expect(other.code).toBe(1);
  expect(other.error).toMatch(
    /was trained to sector A, and B is asked for; give --sites with that sector and --sector A/,
  );
  const old = await predict(tunedFile('c.tuned', 'c'.repeat(64)), 'A');
  expect(old.code).toBe(1);
  expect(old.error).toMatch(/another version of U-Net: its weights had the SHA-256 cccccccccccc….*Train it again/);
});
