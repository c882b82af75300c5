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
    stats: map.stats,
  };
}

/** The buffers that may change hands. */
export function transferables(map: SectorMap): Transferable[] {
  return [map.pathGainDb.buffer, map.provenance.buffer, map.lineOfSight.buffer] as Transferable[];
}
