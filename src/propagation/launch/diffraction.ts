import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import type { SolveHooks } from '../solve-request.ts';

/** The diffracted part of a map. */
export interface Diffraction {
  /** Path gain by first-order diffraction alone [linear], cell average, by cell. */
  readonly pathGain: Float64Array;
  /** Diffracted rays that each cell's value rests on. */
  readonly rays: Uint32Array;
}

/** Cells on a side of the tiles that wedges are chosen for; a workgroup of shaders/launch_diffract.wgsl. */
export const TILE = 8;
/** Cells of a map up to which each is looked at in four points, one to each quarter; larger maps have one point a cell. */
const FINE_UP_TO_CELLS = 40_000;

/** Points on a side that a cell is looked at in. */
export function pointsAcross(grid: RasterGrid): number {
  return cellCount(grid) <= FINE_UP_TO_CELLS ? 2 : 1;
}

/** Share of a launch's work that diffraction is taken for: only the progress shown depends on it. */
const DIFFRACTION_SHARE = 0.3;

/** Tells the progress of a launch by the shares of rays and of diffraction that are done. */
export function launchProgress(
  { wedges }: { readonly wedges: unknown },
  { onProgress }: SolveHooks,
): (launched: number, gathered: number) => void {
  const share = wedges ? DIFFRACTION_SHARE : 0;
  return (launched, gathered) =>
    onProgress?.((1 - share) * launched + share * gathered, gathered > 0 && gathered < 1 ? 'diffract' : 'launch');
}
