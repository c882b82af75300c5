import type { RadioMap } from '../propagation/radio-map.ts';
import { cellCentre } from '../raster/raster-grid.ts';
import { dbFromLinear } from '../units/decibel.ts';
import type { SectorMap } from './engine-protocol.ts';

/**
 * A RadioMap as the studio keeps it: path gain [dB] in float32, NaN for no data. The arrays are new, ready to be transferred. A cell
 * that claims a gain which is no number is no data, and is told of.
 */
export function sectorMap(map: RadioMap): SectorMap {
  const pathGainDb = new Float32Array(map.pathGain.length);
  const faulty: number[] = [];
  for (let i = 0; i < pathGainDb.length; i++) {
    const gain = map.pathGain[i]!;
    const claimed = map.validity[i] !== 0;
    const sound = Number.isFinite(gain) && gain >= 0;
    if (claimed && !sound) faulty.push(i);
    pathGainDb[i] = claimed && sound && gain > 0 ? dbFromLinear(gain) : Number.NaN;
  }
  return {
    grid: map.grid,
    pathGainDb,
    provenance: Uint8Array.from(map.provenance),
    lineOfSight: Uint8Array.from(map.lineOfSight),
    ...(map.spreadDb ? { spreadDb: spreadOf(map.spreadDb, pathGainDb) } : {}),
    ...(faulty.length > 0 ? { fault: faultOf(map, faulty) } : {}),
    stats: map.stats,
  };
}

function faultOf({ grid, pathGain, stats }: RadioMap, cells: readonly number[]): string {
  const { x, y } = cellCentre(grid, cells[0]!);
  const count = `${cells.length} of ${pathGain.length} cells`;
  return `${count} came out as no number (${stats.engine} on ${stats.adapter}), the first at x ${x.toFixed(1)} m, y ${y.toFixed(1)} m. They are shown as no data; the others are as computed.`;
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
