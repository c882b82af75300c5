import type { TrainingSample } from '../../learning/dataset/training-sample.ts';
import { BASE_CHANNELS } from '../../learning/features/channel.ts';
import { cellCount } from '../../raster/raster-grid.ts';
import { writeNpz } from './npz.ts';

/**
 * A training sample as training/ reads it (docs/formats.md): .npz with `features` (float16, channels x rows x columns, raw units),
 * `land_use` and `outdoor` (uint8), `gain`, `measured` (float32 [dB], NaN = no data), `coarse` (float16), and `about.json`.
 * @param drawn facts of a made-up city, null for a real scene
 */
export function trainingSampleFile(
  sample: TrainingSample,
  drawn: Readonly<Record<string, number>> | null,
): Uint8Array<ArrayBuffer> {
  const { grid, features, gainDb, coarseDb, measuredDb, about } = sample;
  const cells = cellCount(grid);
  const shape = [grid.rows, grid.columns];
  const planes = new Float32Array(BASE_CHANNELS.length * cells);
  BASE_CHANNELS.forEach((channel, k) => {
    planes.set(features.planes[channel], k * cells);
  });
  const facts = { format: 'boresight-training-sample', version: 1, ...drawn, ...about, grid };
  return writeNpz(
    {
      features: { type: 'float16', shape: [BASE_CHANNELS.length, ...shape], values: planes },
      land_use: { type: 'uint8', shape, values: features.landUse },
      outdoor: { type: 'uint8', shape, values: features.outdoor },
      gain: { type: 'float32', shape, values: gainDb },
      coarse: { type: 'float16', shape, values: coarseDb },
      ...(measuredDb ? { measured: { type: 'float32', shape, values: measuredDb } as const } : {}),
    },
    { 'about.json': new TextEncoder().encode(JSON.stringify(facts, plainArrays)) },
  );
}

/** Tables of antennas are typed arrays, which JSON would write as objects. */
function plainArrays(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? Array.from(value) : value;
}
