import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelTree, tinyNetwork } from '../testing/model-files.ts';
import { writeFileTree } from './node-files.ts';
import { nodeModelAt, nodeModels, shippedModelsFolder } from './node-models.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boresight-models-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = tinyNetwork({ size: 16 });
const files = () => modelTree({ networks: [{ size: 16, bytes }] });

async function writeModels(sha256?: string) {
  await writeFileTree(join(folder, 'tiny'), files());
  const card = files().get('card.json')!;
  const models = [
    { id: 'tiny', card: 'tiny/card.json', sha256: sha256 ?? createHash('sha256').update(card).digest('hex') },
  ];
  await writeFile(join(folder, 'index.json'), JSON.stringify({ format: 'boresight-models', version: 1, models }));
}

it('finds the folder of the package', async () => {
  const root = shippedModelsFolder().replace(/public.models$/, '');
  expect(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).toMatchObject({ name: 'boresight' });
  expect(() => shippedModelsFolder(join(folder, 'bundle.mjs'))).toThrow(/own folder is not found above/);
});

it('reads the models that an index names', async () => {
  await writeModels();
  const [model] = await nodeModels(folder);
  expect(model?.card.id).toBe('tiny');
  expect(new Uint8Array(await model!.read(model!.card.files[0]!))).toEqual(bytes);
});

it('refuses a card that is not the one of the index, and an index that leads elsewhere', async () => {
  await writeModels('0'.repeat(64));
  await expect(nodeModels(folder)).rejects.toThrow(/tiny\/card\.json is damaged or another file/);
  await writeFile(
    join(folder, 'index.json'),
    JSON.stringify({ format: 'boresight-models', version: 1, models: [{ id: 'x', card: '../card.json', sha256: '' }] }),
  );
  await expect(nodeModels(folder)).rejects.toThrow(
    /models 1: "card" is "\.\.\/card\.json"; it must be "<folder>\/card\.json"/,
  );
  await expect(nodeModels(join(folder, 'none'))).rejects.toThrow(/No such file: .*index\.json/);
});

it("opens a user's own model from a folder and from a zip", async () => {
  await writeFileTree(join(folder, 'mine'), files());
  await writeFile(
    join(folder, 'mine.zip'),
    zipSync(Object.fromEntries([...files()].map(([path, of]) => [`mine/${path}`, of]))),
  );
  for (const name of ['mine', 'mine.zip']) {
    const model = await nodeModelAt(join(folder, name));
    expect(await model.read(model.card.files[0]!)).toHaveLength(bytes.length);
    expect(model.card.files[0]?.golden).toBeNull();
  }
});

it('says what an own model lacks', async () => {
  await writeFileTree(join(folder, 'mine'), new Map([...files()].filter(([path]) => path === 'card.json')));
  await expect(nodeModelAt(join(folder, 'mine'))).rejects.toThrow(/names model-16\.onnx, which does not lie beside it/);
  await writeFileTree(join(folder, 'empty'), new Map([['readme.txt', new Uint8Array(1)]]));
  await expect(nodeModelAt(join(folder, 'empty'))).rejects.toThrow(/holds no card\.json/);
});
