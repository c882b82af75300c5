import { cellCount } from '../../raster/raster-grid.ts';
import type { Bvh } from '../reference/bvh.ts';
import { hashUniform } from '../reference/ray-hash.ts';
import type { SlabTable } from '../reference/slab-table.ts';
import type { SolveRequest } from '../solve-request.ts';
import { createEdgeGather } from './edge-gather.ts';
import { aimWedges } from './sector-wedges.ts';
import type { Wedges } from './wedges.ts';

/** Cells of a map up to which each is looked at in four points, one to each quarter; larger maps have one point a cell. */
const FINE_UP_TO_CELLS = 40_000;
/** Cells on a side of the tiles that wedges are chosen for. */
const TILE = 8;

/** The diffracted part of a map, as far as it has come. */
export interface Diffraction {
  /** Path gain by first-order diffraction alone [linear], cell average, by cell. */
  readonly pathGain: Float64Array;
  /** Diffracted rays that each cell's value rests on. */
  readonly rays: Uint32Array;
  /** Shadow rays cast. */
  readonly cast: number;
  /** Cells done. */
  readonly done: number;
  /** Works on for at least `forMs` [ms] or to the end; false at the end. */
  advance(forMs: number): boolean;
}

/**
 * Starts the first-order diffraction of a request: a gather over the wedges of the mesh (edge-gather), at one or four points a
 * cell, drawn by the seed, so the same request gives the same bits however it is sliced. Float64; the twin of
 * shaders/launch_diffract.wgsl.
 * @param slabs tables by the mesh's materials
 */
export function startDiffraction(
  request: SolveRequest,
  wedges: Wedges,
  bvh: Bvh,
  slabs: readonly SlabTable[],
): Diffraction {
  const { grid, sector, receiverZM } = request;
  const { seed, lineOfSight, wedgeModel: model, scattering } = request.settings;
  const mirrored = Math.sqrt(1 - (scattering?.coefficient ?? 0) ** 2);
  const aimed = aimWedges(wedges, bvh, sector, model);
  const gather = createEdgeGather({ wedges: aimed, bvh, slabs, sector, seed, lineOfSight, model, mirrored });
  const cells = cellCount(grid);
  const pointsAcross = cells <= FINE_UP_TO_CELLS ? 2 : 1;
  const points = pointsAcross * pointsAcross;
  const step = grid.cellSizeM / pointsAcross;
  const state = { pathGain: new Float64Array(cells), rays: new Uint32Array(cells), cast: aimed.rays, done: 0 };

  function cell(c: number): void {
    const west = grid.westM + (c % grid.columns) * grid.cellSizeM;
    const north = grid.northM - Math.floor(c / grid.columns) * grid.cellSizeM;
    const before = gather.counts.arrived;
    let sum = 0;
    for (let p = 0; p < points; p++) {
      const key = points * c + p;
      const x = west + ((p % pointsAcross) + hashUniform(seed, key, 0)) * step;
      const y = north - (Math.floor(p / pointsAcross) + hashUniform(seed, key, 1)) * step;
      sum += gather.at(x, y, receiverZM, key);
    }
    state.pathGain[c] = sum / points;
    state.rays[c] = gather.counts.arrived - before;
    state.done++;
  }

  const across = Math.ceil(grid.columns / TILE);
  const half = (TILE * grid.cellSizeM) / 2;
  let next = 0;

  /** Does the next cell, tile by tile. */
  function advanceOne(): void {
    const tile = Math.floor(next / TILE ** 2);
    const inTile = next++ % TILE ** 2;
    const [column, row] = [TILE * (tile % across), TILE * Math.floor(tile / across)];
    if (inTile === 0) {
      const x = grid.westM + column * grid.cellSizeM + half;
      const y = grid.northM - row * grid.cellSizeM - half;
      gather.near(x, y, receiverZM, half * Math.SQRT2);
    }
    const [c, r] = [column + (inTile % TILE), row + Math.floor(inTile / TILE)];
    if (c < grid.columns && r < grid.rows) cell(r * grid.columns + c);
  }

  return Object.assign(state, {
    advance: (forMs: number) => {
      const until = performance.now() + forMs;
      while (state.done < cells) {
        // A look at the clock costs little beside a cell.
        advanceOne();
        if (performance.now() >= until) break;
      }
      state.cast = aimed.rays + gather.counts.cast;
      return state.done < cells;
    },
  });
}
