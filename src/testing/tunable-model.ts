import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFromTree } from '../io/formats/model-tree.ts';
import { BASE_CHANNELS, type ChannelName } from '../learning/features/channel.ts';
import { sha256Hex } from '../learning/models/model-bytes.ts';
import type { ModelSource } from '../learning/models/model-source.ts';
import type { FeaturePlanes } from '../learning/models/network-input.ts';
import { Random } from '../units/random.ts';
import { cardDocument } from './model-files.ts';

/** Rows and columns of the maps that the model takes. */
export const TUNABLE_SIZE = 32;

/** A very small U-Net with its training step; `boresight_training.tuning_fixture` writes its files. */
export async function tunableModel(): Promise<ModelSource> {
  const folder = join(import.meta.dirname, 'tunable-model');
  const tree = new Map(
    readdirSync(folder).map((file): [string, Uint8Array] => [file, new Uint8Array(readFileSync(join(folder, file)))]),
  );
  const networks = [{ size: TUNABLE_SIZE, bytes: tree.get(`model-${TUNABLE_SIZE}.onnx`)! }];
  const tuning = { file: 'tuning.json', sha256: await sha256Hex(tree.get('tuning.json')!) };
  const card = cardDocument({ networks, patch: { id: 'tunable', name: 'Tunable', tuning } });
  tree.set('card.json', new TextEncoder().encode(JSON.stringify(card)));
  return modelFromTree('tunable', tree);
}

/** Planes of numbers from -1 to 1, smooth enough to learn from. */
export function drawnPlanes(rows: number, columns: number): FeaturePlanes {
  const random = new Random(3);
  const plane = () => {
    const [a, b, c] = [random.unit(), random.unit(), 6 * random.unit()];
    return Float32Array.from({ length: rows * columns }, (_, k) =>
      Math.sin(a * (k % columns) + b * Math.floor(k / columns) + c),
    );
  };
  return {
    grid: { rows, columns, cellSizeM: 5, westM: 0, northM: 5 * rows },
    planes: Object.fromEntries(BASE_CHANNELS.map((name): [ChannelName, Float32Array] => [name, plane()])),
    landUse: new Uint8Array(rows * columns).fill(3),
    outdoor: new Uint8Array(rows * columns).fill(1),
  };
}
