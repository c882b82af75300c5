import { join } from 'node:path';
import { readFileBytes } from '../io/node-bytes.ts';
import { fileExists, writeFileAtomically } from '../io/node-files.ts';
import { badInput } from '../units/errors.ts';
import type { BatchOptions } from './batch-options.ts';

/** What a batch's folder holds; the parts of the options that decide what is in its files. */
function manifestOf(options: BatchOptions) {
  const { source, format, layer, training, mismatch, measurements, reading, minRows, engine, lossSigns } = options;
  const { cellSizeM, size, centre, bounds, receiverHeightM, groundMaterial, settings } = options;
  return {
    format: 'boresight-batch',
    version: 1,
    source,
    files: training ? '.npz' : format,
    // Left out where nothing is said, as above.
    ...(lossSigns === 'auto' ? {} : { lossSigns }),
    ...(training ? { mismatch, measurements, ...reading, minRows } : { layer }),
    engine,
    cellSizeM,
    ...(bounds ? { bounds } : { size }),
    // Left out where it is the sector, as it always was before there was a choice: folders of then are still resumed.
    ...(bounds || centre.kind === 'sector' ? {} : { centre }),
    receiverHeightM,
    groundMaterial,
    settings,
  };
}

/**
 * Writes the folder's manifest.json, or holds the one that is there against the options. Shards of one batch share a folder and a
 * manifest.
 * @throws UserError('bad-input') where the folder holds another batch, or this one without --resume
 */
export async function openBatchFolder(options: BatchOptions): Promise<void> {
  const path = join(options.out, 'manifest.json');
  const text = `${JSON.stringify(manifestOf(options), null, 2)}\n`;
  if (!(await fileExists(path))) return writeFileAtomically(path, text);
  const held = new TextDecoder().decode(await readFileBytes(path));
  if (held !== text)
    throw badInput(
      `batch: ${options.out} holds a batch with other options (${differing(held, text)}); use another folder, or the same options`,
    );
  if (!options.resume && options.shard.of === 1)
    throw badInput(`batch: ${options.out} holds this batch already; give --resume to go on with it`);
}

function differing(held: string, wanted: string): string {
  try {
    const a: unknown = JSON.parse(held);
    const b = JSON.parse(wanted) as Record<string, unknown>;
    if (typeof a === 'object' && a !== null) {
      const other = a as Record<string, unknown>;
      const keys = Object.keys({ ...other, ...b }).filter((k) => JSON.stringify(other[k]) !== JSON.stringify(b[k]));
      return keys.join(', ');
    }
  } catch {
    // Told below: whatever it is, it is not a manifest.
  }
  return 'its manifest.json cannot be read';
}
