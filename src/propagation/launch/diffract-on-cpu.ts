import { cellCount } from '../../raster/raster-grid.ts';
import type { Bvh } from '../mesh/bvh.ts';
import { hashUniform } from '../mesh/ray-hash.ts';
import type { SlabTable } from '../mesh/slab-table.ts';
import type { Wedges } from '../mesh/wedges.ts';
import { ballAbout, pointOn } from '../receivers/points-on.ts';
import { receiversOf } from '../receivers/receivers.ts';
import type { SolveRequest } from '../solve-request.ts';
import { type Diffraction, pointsAcross, TILE } from './diffraction.ts';
import { createEdgeGather } from './edge-gather.ts';
import { aimWedges } from './sector-wedges.ts';

/** A diffraction in the works: what has been gathered so far. */
export interface RunningDiffraction extends Diffraction {
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
): RunningDiffraction {
  const { grid, sector } = request;
  const receivers = receiversOf(request);
  const { seed, lineOfSight, wedgeModel: model } = request.settings;
  const aimed = aimWedges(wedges, bvh, sector, model);
  const gather = createEdgeGather({ wedges: aimed, bvh, slabs, sector, seed, lineOfSight, model });
  const cells = cellCount(grid);
  const across = pointsAcross(grid);
  const points = across * across;
  const step = grid.cellSizeM / across;
  const state = { pathGain: new Float64Array(cells), rays: new Uint32Array(cells), cast: aimed.rays, done: 0 };

  function cell(c: number): void {
    const right = (c % grid.columns) * grid.cellSizeM;
    const down = Math.floor(c / grid.columns) * grid.cellSizeM;
    const before = gather.counts.arrived;
    let sum = 0;
    for (let p = 0; p < points; p++) {
      const key = points * c + p;
      const drawnRight = ((p % across) + hashUniform(seed, key, 0)) * step;
      const drawnDown = (Math.floor(p / across) + hashUniform(seed, key, 1)) * step;
      const [x, y, z] = pointOn(receivers, grid, right + drawnRight, down + drawnDown);
      sum += gather.at(x, y, z, key);
    }
    state.pathGain[c] = sum / points;
    state.rays[c] = gather.counts.arrived - before;
    state.done++;
  }

  const tilesAcross = Math.ceil(grid.columns / TILE);
  let next = 0;

  /** Does the next cell, tile by tile. */
  function advanceOne(): void {
    const tile = Math.floor(next / TILE ** 2);
    const inTile = next++ % TILE ** 2;
    const [column, row] = [TILE * (tile % tilesAcross), TILE * Math.floor(tile / tilesAcross)];
    if (inTile === 0) {
      const { centre, radius } = ballAbout(receivers, grid, column, row, TILE);
      gather.near(...centre, radius);
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
