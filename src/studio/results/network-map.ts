import { median } from '../../metrics/cdf.ts';
import type { SolveStats } from '../../propagation/radio-map.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { SectorMap } from '../../worker/engine-protocol.ts';
import { cellsIn } from './source-cells.ts';

/** One sector's part of the network: what its path gain becomes RSRP with, and the carrier that it is heard on. */
export interface SectorShare {
  readonly sectorId: string;
  /** RSRP [dBm] of a path gain of 0 dB: power of one resource element less losses. */
  readonly referenceDbm: number;
  readonly frequencyHz: number;
  readonly bandwidthHz: number;
  readonly map: SectorMap;
}

/** Strongest sector in every cell. Cells that nothing reaches: NaN, server -1. */
export interface NetworkMap {
  readonly grid: RasterGrid;
  readonly sectorIds: readonly string[];
  readonly rsrpDbm: Float32Array;
  readonly server: Int16Array;
  readonly provenance: Uint8Array;
  readonly lineOfSight: Uint8Array;
  /** Error to be expected [dB], NaN where the serving sector's engine does not know it; null where none does. */
  readonly spreadDb: Float32Array | null;
  /** The sectors' own maps, in the order of `sectorIds`; their grids may be coarser. */
  readonly shares: readonly SectorShare[];
  /** Of the sectors' maps, in the order of `sectorIds`. */
  readonly solves: readonly SolveStats[];
  readonly refined: boolean;
}

/** Median RSRP of all cells with data [dBm]; null where there are none. Sorts them all: not for every map of a drag. */
export function medianLevel({ rsrpDbm }: NetworkMap): number | null {
  const level = median(rsrpDbm);
  return Number.isNaN(level) ? null : level;
}

/** Path gain of one sector [dB] on a grid of its network; NaN where nothing arrives. */
export function pathGainOn(grid: RasterGrid, { map }: SectorShare): Float32Array {
  const gainDb = new Float32Array(grid.columns * grid.rows).fill(Number.NaN);
  const { columnOf, rowStartOf } = cellsIn(grid, map.grid);
  for (let row = 0, cell = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, cell++) {
      const start = rowStartOf[row]!;
      const source = columnOf[column]!;
      if (start >= 0 && source >= 0) gainDb[cell] = map.pathGainDb[start + source]!;
    }
  return gainDb;
}
