import type { RadioMap } from '../propagation/radio-map.ts';
import { dbFromLinear } from '../units/decibel.ts';
import type { SectorMap } from './engine-protocol.ts';

/** A RadioMap as the studio keeps it: path gain [dB] in float32, NaN for no data. The arrays are new, ready to be transferred. */
export function sectorMap(map: RadioMap): SectorMap {
  const pathGainDb = new Float32Array(map.pathGain.length);
  for (let i = 0; i < pathGainDb.length; i++) {
    const gain = map.pathGain[i]!;
    pathGainDb[i] = map.validity[i] && gain > 0 ? dbFromLinear(gain) : Number.NaN;
  }
  return {
    grid: map.grid,
    pathGainDb,
    provenance: Uint8Array.from(map.provenance),
    lineOfSight: Uint8Array.from(map.lineOfSight),
    ...(map.spreadDb ? { spreadDb: spreadOf(map.spreadDb, pathGainDb) } : {}),
    stats: map.stats,
  };
}

/** A level that is none has no error to be expected either. */
function spreadOf(spreadDb: Float32Array, pathGainDb: Float32Array): Float32Array {
  return spreadDb.map((spread, cell) => (Number.isNaN(pathGainDb[cell]!) ? Number.NaN : spread));
}

/** The buffers that may change hands. */
export function transferables({ pathGainDb, provenance, lineOfSight, spreadDb }: SectorMap): Transferable[] {
  const arrays = [pathGainDb, provenance, lineOfSight, ...(spreadDb ? [spreadDb] : [])];
  return arrays.map(({ buffer }) => buffer) as Transferable[];
}
