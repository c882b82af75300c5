import { cellCount } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';
import type { ModelCard } from '../models/model-card.ts';
import { type FeaturePlanes, type NetworkInput, networkInput } from '../models/network-input.ts';
import { planTiles, type Tile } from '../models/tiles.ts';

const FIT = 1;
const INNER = 2;

/** Fewer cells than this teach a network nothing that an offset would not. */
export const FEWEST_CELLS = 50;

/** Measured cells of one site on the grid that the model runs on. */
export interface TuneCells {
  /** Index in the grid. */
  readonly cell: ArrayLike<number>;
  /** Measured path gain less the free-space gain [dB]: what the network's residual should be. */
  readonly targetDb: ArrayLike<number>;
  /** Places in `cell` of those that are trained on; the others are only predicted. */
  readonly fit: ArrayLike<number>;
  /** Of those that tell whether the training goes wrong, until it settles: then they are trained on as well. */
  readonly inner: ArrayLike<number>;
  /** Block that each of `inner` lies in, any numbers: cells of one block err together. */
  readonly innerBlock: ArrayLike<number>;
  /** Of those whose error is told and never looked at. */
  readonly heldOut: ArrayLike<number>;
}

/** A tile with measured cells in it. */
export interface TuneTile {
  readonly tile: Tile;
  readonly input: NetworkInput;
  /** Measured cells whose levels are taken from this tile, and where they lie in it. */
  readonly own: Uint32Array;
  readonly at: Uint32Array;
  /** [size * size], offset taken off, 0 where nothing is trained on. */
  readonly target: Float32Array;
  /** What is trained on before the training settles, and from then on. */
  readonly search: TrainedCells;
  readonly settle: TrainedCells;
}

export interface TrainedCells {
  /** [size * size], 1 where a cell is trained on. */
  readonly weight: Float32Array;
  readonly count: number;
}

export interface TuneProblem {
  readonly cells: TuneCells;
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
  /** Taken off the targets [dB]: level and power of the site, which no weights need to learn. */
  readonly offsetDb: number;
  readonly tiles: readonly TuneTile[];
}

/**
 * Lays measured cells into the tiles that the step takes. A cell belongs to the tile in whose middle it lies most.
 * @throws UserError('bad-input') with fewer than 50 cells to train on or none to choose by
 */
export function tuneProblem(
  card: ModelCard,
  features: FeaturePlanes,
  cells: TuneCells,
  size: number,
  offsetDb = 0,
): TuneProblem {
  if (cells.fit.length < FEWEST_CELLS)
    throw badInput(
      `${cells.fit.length} measured cells are left to train ${card.name} on; it takes ${FEWEST_CELLS} or more. Measure more, or fit an offset.`,
    );
  if (cells.inner.length === 0)
    throw badInput(
      `No measured cell is left to tell when ${card.name} begins to learn by heart: all lie in one block. Measure a second street, or make blocks smaller.`,
    );
  return laidOut(card, features, cells, size, offsetDb);
}

/** Cells of which the model is only asked. */
export function askingProblem(
  card: ModelCard,
  features: FeaturePlanes,
  cell: ArrayLike<number>,
  size: number,
): TuneProblem {
  const targetDb = new Float64Array(cell.length);
  return laidOut(card, features, { cell, targetDb, fit: [], inner: [], innerBlock: [], heldOut: [] }, size, 0);
}

function laidOut(
  card: ModelCard,
  features: FeaturePlanes,
  cells: TuneCells,
  size: number,
  offsetDb: number,
): TuneProblem {
  const { rows, columns } = features.grid;
  const total = cellCount(features.grid);
  for (let k = 0; k < cells.cell.length; k++)
    if (!(cells.cell[k]! < total)) throw new Error(`tuneProblem: cell ${cells.cell[k]} lies outside the grid`);
  const { tiles } = planTiles(rows, columns, [size]);
  const home = Array.from(cells.cell, (cell) => nearestTile(tiles, Math.floor(cell / columns), cell % columns, size));
  const role = new Uint8Array(cells.cell.length);
  for (let k = 0; k < cells.fit.length; k++) role[cells.fit[k]!] = FIT;
  for (let k = 0; k < cells.inner.length; k++) role[cells.inner[k]!] = INNER;
  return {
    cells,
    size,
    rows,
    columns,
    offsetDb,
    tiles: tiles.flatMap((tile, index) => {
      const own = Uint32Array.from(home.keys()).filter((k) => home[k] === index);
      return own.length === 0 ? [] : [tileOf(card, features, cells, tile, own, role, offsetDb, size)];
    }),
  };
}

function tileOf(
  card: ModelCard,
  features: FeaturePlanes,
  { cell, targetDb }: TuneCells,
  tile: Tile,
  own: Uint32Array,
  role: Uint8Array,
  offsetDb: number,
  size: number,
): TuneTile {
  const { columns } = features.grid;
  const target = new Float32Array(size * size);
  const at = own.map((k) => (Math.floor(cell[k]! / columns) - tile.row) * size + (cell[k]! % columns) - tile.column);
  const trained = (roles: readonly number[]): TrainedCells => {
    const weight = new Float32Array(size * size);
    let count = 0;
    own.forEach((k, i) => {
      if (!roles.includes(role[k]!)) return;
      target[at[i]!] = targetDb[k]! - offsetDb;
      weight[at[i]!] = 1;
      count++;
    });
    return { weight, count };
  };
  const [search, settle] = [trained([FIT]), trained([FIT, INNER])];
  return { tile, input: networkInput(card, features, tile, size), own, at, target, search, settle };
}

function nearestTile(tiles: readonly Tile[], row: number, column: number, size: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, tile] of tiles.entries()) {
    const off = Math.max(Math.abs(row - tile.row - size / 2), Math.abs(column - tile.column - size / 2));
    if (off >= least) continue;
    least = off;
    best = index;
  }
  return best;
}
