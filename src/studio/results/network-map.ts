import { median } from '../../metrics/cdf.ts';
import type { SolveStats } from '../../propagation/radio-map.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { SectorMap } from '../../worker/engine-protocol.ts';

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

/** Best server over all sectors on `grid`; a coarser sector map gives each fine cell the value of the cell it lies in. */
export function strongestSector(grid: RasterGrid, shares: readonly SectorShare[], refined: boolean): NetworkMap {
  const count = grid.columns * grid.rows;
  const rsrpDbm = new Float32Array(count).fill(Number.NaN);
  const server = new Int16Array(count).fill(-1);
  const provenance = new Uint8Array(count);
  const lineOfSight = new Uint8Array(count);
  const spreadDb = shares.some(({ map }) => map.spreadDb) ? new Float32Array(count).fill(Number.NaN) : null;
  shares.forEach(({ map, referenceDbm }, index) => {
    eachCell(grid, map.grid, (cell, source) => {
      const level = map.pathGainDb[source]! + referenceDbm;
      // A comparison with NaN is false: a first level beats NaN through the second test.
      if (level > rsrpDbm[cell]! || (server[cell] === -1 && !Number.isNaN(level))) {
        rsrpDbm[cell] = level;
        server[cell] = index;
        provenance[cell] = map.provenance[source]!;
        lineOfSight[cell] = map.lineOfSight[source]!;
        if (spreadDb) spreadDb[cell] = map.spreadDb?.[source] ?? Number.NaN;
      }
    });
  });
  const sectorIds = shares.map((s) => s.sectorId);
  const solves = shares.map(({ map }) => map.stats);
  return { grid, sectorIds, rsrpDbm, server, provenance, lineOfSight, spreadDb, shares, solves, refined };
}

/** Path gain of one sector [dB] on a grid of its network; NaN where nothing arrives. */
export function pathGainOn(grid: RasterGrid, { map }: SectorShare): Float32Array {
  const gainDb = new Float32Array(grid.columns * grid.rows).fill(Number.NaN);
  eachCell(grid, map.grid, (cell, source) => {
    gainDb[cell] = map.pathGainDb[source]!;
  });
  return gainDb;
}

/** Visits every cell of `grid` whose centre lies in a cell of `source`. */
function eachCell(grid: RasterGrid, source: RasterGrid, visit: (cell: number, source: number) => void): void {
  const columnOf = cellIndices(
    grid.columns,
    grid.cellSizeM,
    grid.westM - source.westM,
    source.cellSizeM,
    source.columns,
  );
  const rowOf = cellIndices(grid.rows, grid.cellSizeM, source.northM - grid.northM, source.cellSizeM, source.rows);
  for (let row = 0; row < grid.rows; row++) {
    const sourceRow = rowOf[row]!;
    if (sourceRow < 0) continue;
    for (let column = 0; column < grid.columns; column++) {
      const sourceColumn = columnOf[column]!;
      if (sourceColumn >= 0) visit(row * grid.columns + column, sourceRow * source.columns + sourceColumn);
    }
  }
}

function cellIndices(count: number, step: number, offset: number, sourceStep: number, sourceCount: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    const index = Math.floor((offset + (i + 0.5) * step) / sourceStep);
    return index >= 0 && index < sourceCount ? index : -1;
  });
}
