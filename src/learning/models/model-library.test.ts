import { expect, it } from 'vitest';
import { tinyModel, tinyNetwork } from '../../testing/model-files.ts';
import { ModelLibrary } from './model-library.ts';
import { nodeRuntime } from './node-runtime.ts';

const network = { size: 64, bytes: tinyNetwork({ size: 64 }) };
const broken = { size: 64, bytes: tinyNetwork({ size: 64, lastOp: 'NoSuchOperator' }) };
const named = (id: string, networks = [network]) => tinyModel({ networks, patch: { id, name: id.toUpperCase() } });

it('lists models, opens them once, and keeps the reason of a refusal beside the model', async () => {
  let listed = 0;
  const library = new ModelLibrary(
    async () => {
      listed++;
      return [named('good'), named('bad', [broken])];
    },
    nodeRuntime({ threads: 1 }),
  );
  expect((await library.facts()).map(({ id, state, own }) => [id, state, own])).toEqual([
    ['good', 'available', false],
    ['bad', 'available', false],
  ]);
  expect(await library.open('good')).toBe(await library.open('good'));
  await expect(library.open('bad')).rejects.toMatchObject({ code: 'bad-input' });
  const [good, bad] = await library.facts();
  expect(good).toMatchObject({ state: 'ready', refusal: null });
  expect(good!.backend).toContain('wasm');
  expect(bad).toMatchObject({ state: 'refused' });
  expect(bad!.refusal).toContain('NoSuchOperator');
  await expect(library.open('nothing')).rejects.toThrow('There is no model "nothing"; models here: good, bad.');
  expect(listed).toBe(1);
  await library.dispose();
});

it("takes a user's own model in the place of one of that name", async () => {
  const library = new ModelLibrary(async () => [named('a')], nodeRuntime({ threads: 1 }));
  const before = await library.open('a');
  await library.add(named('a'));
  expect(await library.open('a')).not.toBe(before);
  expect((await library.facts()).map(({ id, own }) => [id, own])).toEqual([['a', true]]);
  await library.dispose();
});

it('asks for a list again that could not be read', async () => {
  let times = 0;
  const library = new ModelLibrary(
    async () => {
      if (times++ === 0) throw new Error('offline');
      return [];
    },
    nodeRuntime({ threads: 1 }),
  );
  await expect(library.facts()).rejects.toThrow('offline');
  expect(await library.facts()).toEqual([]);
});
