import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BASE_CHANNELS } from '../learning/features/channel.ts';
import { ModelSession } from '../learning/models/model-session.ts';
import { nodeRuntime } from '../learning/models/node-runtime.ts';
import { openTuning } from '../learning/tuning/open-tuning.ts';
import { nodeModels, shippedModelIds, shippedModelsFolder } from './node-models.ts';

const LARGEST_BYTES = 10e6;

it('come with nothing that no card names, and in files that a page can fetch', async () => {
  const folder = shippedModelsFolder();
  expect(readdirSync(folder).sort()).toEqual(['index.json', ...shippedModelIds()].sort());
  for (const { card, tuning } of await nodeModels()) {
    const named = card.files.flatMap(({ file, golden }) => [file, ...(golden ? [golden.file] : [])]);
    const facts = await tuning?.();
    if (facts) named.push('tuning.json', facts.step.file);
    expect(readdirSync(join(folder, card.id)).sort()).toEqual(['card.json', 'training-log.csv', ...named].sort());
    for (const { file, bytes } of card.files) {
      expect(statSync(join(folder, card.id, file)).size).toBe(bytes);
      expect(bytes).toBeLessThan(LARGEST_BYTES);
    }
  }
});

it('say of themselves what they were trained on and that it was no measurement', async () => {
  for (const { card } of await nodeModels()) {
    expect(card.training.data, card.id).toBe('synthetic');
    expect(card.warning, card.id).toMatch(/synthetic/i);
    expect(card.training.commit, card.id).toMatch(/^[0-9a-f]{7,40}$/);
    expect(card.channels.slice(0, BASE_CHANNELS.length).map(({ channel }) => channel)).toEqual(BASE_CHANNELS);
    const log = readFileSync(join(shippedModelsFolder(), card.id, 'training-log.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(log[0], card.id).toContain('epoch,seconds,train_loss,validation_mae_db');
    expect(log.length - 1, card.id).toBe(card.training.epochs);
  }
});

it('beat what a line through distance and obstruction says, on the cities of their test', async () => {
  for (const { card } of await nodeModels()) {
    const { test, baselines } = card.metrics;
    expect(Number(test?.mae), card.id).toBeLessThan(Number(baselines?.['obstruction-linear.mae']));
    expect(Number(test?.mae), card.id).toBeLessThan(Number(baselines?.['log-distance.mae']));
  }
});

it('compute here what they computed where they were trained', { timeout: 180_000 }, async () => {
  const runtime = nodeRuntime();
  for (const source of await nodeModels()) {
    const session = new ModelSession(source, runtime);
    const { golden } = await session.prepare(source.card.files[0]!.size);
    expect(golden?.passed, source.card.id).toBe(true);
    await session.dispose();
  }
});

it('can be trained to a site where their card says so, from the weights that they have', async () => {
  const tunable = [];
  for (const source of await nodeModels()) {
    if (!source.card.tuning) continue;
    tunable.push(source.card.id);
    const { base, facts } = await openTuning(source, nodeRuntime());
    expect(facts.step.bytes!, source.card.id).toBeLessThan(1e6);
    // All but the embedding of land use; position tables stand in the file as they are looked up.
    expect(base.length / source.card.parameters, source.card.id).toBeGreaterThan(0.99);
    expect(base.length / source.card.parameters, source.card.id).toBeLessThan(1.1);
    expect(base.every((value) => Math.abs(value) < 100)).toBe(true);
  }
  expect(tunable).toEqual(['gan-maxvit', 'gan-maxvit-m2m', 'maxvit', 'unet', 'unet-m2m']);
});
