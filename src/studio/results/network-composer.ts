import { type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';
import { atOnce } from '../../units/in-pieces.ts';
import type { NetworkMap, SectorShare } from './network-map.ts';
import { type SourceCells, sourceCells } from './source-cells.ts';

/**
 * The strongest sector of every cell, one look after another; a coarser sector map gives each fine cell the value of the cell it lies
 * in. What sectors that have not changed of late make together is kept, and only the others are held against it: at every look of a
 * drag there would be millions of cells to compare.
 */
export class NetworkComposer {
  /** When each share came, counted in looks. */
  #since = new Map<string, { readonly share: SectorShare; readonly look: number }>();
  #look = 0;
  #settled: {
    readonly grid: RasterGrid;
    readonly shares: readonly (SectorShare | null)[];
    readonly best: Best;
  } | null = null;

  compose(grid: RasterGrid, shares: readonly SectorShare[], refined: boolean): NetworkMap {
    return atOnce(this.composing(grid, shares, refined));
  }

  /** The same in pieces. It may be left undone, but not gone on with once another map was begun. */
  *composing(grid: RasterGrid, shares: readonly SectorShare[], refined: boolean): Generator<void, NetworkMap> {
    this.#look++;
    this.#since = new Map(
      shares.map((share) => {
        const known = this.#since.get(share.sectorId);
        const same = known && sameShare(known.share, share);
        return [share.sectorId, { share, look: same ? known.look : this.#look }];
      }),
    );
    const settled = shares.map((share) => {
      const { look } = this.#since.get(share.sectorId)!;
      return this.#look - look >= SETTLED_AFTER ? share : null;
    });
    const sources = sourceCells(
      grid,
      shares.map(({ map }) => map.grid),
    );
    const base = yield* this.#baseOf(grid, settled, sources);
    const rest = shares.map((share, index) => (settled[index] ? null : share));
    const best = { rsrpDbm: base.rsrpDbm.slice(), server: base.server.slice() };
    yield* takeShares(best, rest, sources);
    return yield* networkMapOf(grid, shares, sources, best, refined);
  }

  *#baseOf(
    grid: RasterGrid,
    shares: readonly (SectorShare | null)[],
    sources: readonly SourceCells[],
  ): Generator<void, Best> {
    const before = this.#settled;
    const stands =
      before &&
      sameGrid(before.grid, grid) &&
      before.shares.length === shares.length &&
      before.shares.every((share, i) => share === null || sameShare(share, shares[i]!));
    // Those that have settled since come on top of what they are held against anyway.
    const added = stands ? shares.map((share, i) => (before.shares[i] ? null : share)) : shares;
    const best = stands ? before.best : noneServes(grid);
    // Should this be left half done, it is not what it was.
    this.#settled = null;
    yield* takeShares(best, added, sources);
    this.#settled = { grid, shares, best };
    return best;
  }
}

/** Looks without a change after which a sector counts as settled: the sectors of a site that is dragged come one by one. */
const SETTLED_AFTER = 8;

function sameShare(a: SectorShare | null, b: SectorShare | null): boolean {
  if (a === null || b === null) return a === b;
  return a.sectorId === b.sectorId && a.map === b.map && a.referenceDbm === b.referenceDbm;
}

/** The strongest level of every cell [dBm], -Infinity where there is none, and which share it is of, -1. */
interface Best {
  readonly rsrpDbm: Float32Array;
  readonly server: Int16Array;
}

function noneServes({ columns, rows }: RasterGrid): Best {
  return {
    rsrpDbm: new Float32Array(columns * rows).fill(Number.NEGATIVE_INFINITY),
    server: new Int16Array(columns * rows).fill(-1),
  };
}

function* takeShares(
  best: Best,
  shares: readonly (SectorShare | null)[],
  sources: readonly SourceCells[],
): Generator<void, void> {
  for (const [index, share] of shares.entries())
    if (share)
      yield* bands(sources[index]!.rowStartOf.length, (rows) =>
        takeStronger(best, index, share, sources[index]!, rows),
      );
}

interface Rows {
  readonly from: number;
  readonly to: number;
}

/** Rows of a map in a piece: about a millisecond. */
const BAND = 50;

/** Does something to all rows of a map, band by band. */
function* bands(rows: number, work: (rows: Rows) => void): Generator<void, void> {
  for (let from = 0; from < rows; from += BAND) {
    yield;
    work({ from, to: Math.min(rows, from + BAND) });
  }
}

/** Of equal levels, the first share's counts, whichever comes to be compared first. */
function takeStronger(
  { rsrpDbm, server }: Best,
  index: number,
  { map: { pathGainDb }, referenceDbm }: SectorShare,
  { columnOf, rowStartOf }: SourceCells,
  { from, to }: Rows,
): void {
  for (let row = from, cell = from * columnOf.length; row < to; row++) {
    const start = rowStartOf[row]!;
    for (let column = 0; column < columnOf.length; column++, cell++) {
      const source = columnOf[column]!;
      if (start < 0 || source < 0) continue;
      // No data is NaN, and never stronger.
      const level = Math.fround(pathGainDb[start + source]! + referenceDbm);
      const most = rsrpDbm[cell]!;
      if (level > most || (level === most && index < server[cell]!)) {
        rsrpDbm[cell] = level;
        server[cell] = index;
      }
    }
  }
}

function* networkMapOf(
  grid: RasterGrid,
  shares: readonly SectorShare[],
  sources: readonly SourceCells[],
  { rsrpDbm, server }: Best,
  refined: boolean,
): Generator<void, NetworkMap> {
  const count = server.length;
  const map: NetworkMap = {
    grid,
    sectorIds: shares.map((s) => s.sectorId),
    rsrpDbm,
    server,
    provenance: new Uint8Array(count),
    lineOfSight: new Uint8Array(count),
    spreadDb: shares.some(({ map: { spreadDb } }) => spreadDb) ? new Float32Array(count).fill(Number.NaN) : null,
    shares,
    solves: shares.map(({ map: { stats } }) => stats),
    refined,
  };
  yield* bands(grid.rows, (rows) => takeFacts(map, sources, rows));
  return map;
}

/** What the serving sectors' maps say beside the level. */
function takeFacts(
  { grid, shares, rsrpDbm, server, provenance, lineOfSight, spreadDb }: NetworkMap,
  sources: readonly SourceCells[],
  { from, to }: Rows,
): void {
  for (let row = from, cell = from * grid.columns; row < to; row++)
    for (let column = 0; column < grid.columns; column++, cell++) {
      const index = server[cell]!;
      if (index < 0) {
        rsrpDbm[cell] = Number.NaN;
        continue;
      }
      const { columnOf, rowStartOf } = sources[index]!;
      const { map } = shares[index]!;
      const source = rowStartOf[row]! + columnOf[column]!;
      provenance[cell] = map.provenance[source]!;
      lineOfSight[cell] = map.lineOfSight[source]!;
      if (spreadDb && map.spreadDb) spreadDb[cell] = map.spreadDb[source]!;
    }
}
