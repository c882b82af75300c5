import type { RasterGrid } from '../raster/raster-grid.ts';
import { NetworkComposer } from '../studio/results/network-composer.ts';
import type { NetworkMap, SectorShare } from '../studio/results/network-map.ts';
import type { SectorMap } from '../worker/engine-protocol.ts';

/** A sector's map of given path gains [dB, NaN = no data], by one mechanism. */
export function sectorMap(grid: RasterGrid, pathGainDb: readonly number[], provenance = 1): SectorMap {
  return {
    grid,
    pathGainDb: Float32Array.from(pathGainDb),
    provenance: new Uint8Array(pathGainDb.length).fill(provenance),
    lineOfSight: new Uint8Array(pathGainDb.length).fill(provenance === 1 ? 1 : 0),
    stats: {
      engine: 'sweep',
      adapter: 'cpu',
      timingsMs: { pack: 0, solve: 0, readback: 0 },
      launched: 0,
      traced: 0,
      dropped: 0,
      droppedBound: 0,
      warnings: [],
    },
  };
}

/** The share of a network that a sector's map has: 0 dBm per resource element, 2.1 GHz, 20 MHz where nothing else is said. */
export function sectorShare(
  sectorId: string,
  map: SectorMap,
  patch: Partial<Omit<SectorShare, 'sectorId' | 'map'>> = {},
): SectorShare {
  return { sectorId, referenceDbm: 0, frequencyHz: 2.1e9, bandwidthHz: 20e6, map, ...patch };
}

export function networkOf(grid: RasterGrid, shares: readonly SectorShare[], refined = true): NetworkMap {
  return new NetworkComposer().compose(grid, shares, refined);
}
