import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { PROVENANCE, type RadioMap, type SolveStats } from '../radio-map.ts';

/** Power, by mechanism, and counts that rays have left in the cells of the receiver plane. */
export interface Deposits {
  /** Sum of |E|^2 / |cos theta| per cell, for paths without interaction, with reflections only, and with any transmission. */
  readonly direct: Float64Array;
  readonly reflected: Float64Array;
  readonly transmitted: Float64Array;
  readonly samples: Uint32Array;
  readonly lineOfSight: Uint8Array;
}

export function createDeposits(grid: RasterGrid): Deposits {
  const cells = cellCount(grid);
  return {
    direct: new Float64Array(cells),
    reflected: new Float64Array(cells),
    transmitted: new Float64Array(cells),
    samples: new Uint32Array(cells),
    lineOfSight: new Uint8Array(cells),
  };
}

/**
 * The radio map that the deposits of `launched` rays stand for: cell average of the path gain,
 * sum |E|^2 / |cos theta| * (4 pi / launched) * (wavelength / 4 pi)^2 / cell area (the estimator of Sionna RT's RadioMapSolver;
 * the 1/r^2 of spreading is in the thinning of the rays).
 */
export function radioMapOf(
  deposits: Deposits,
  grid: RasterGrid,
  launched: number,
  wavelengthM: number,
  stats: SolveStats,
): RadioMap {
  const cells = cellCount(grid);
  const pathGain = new Float64Array(cells);
  const validity = new Uint8Array(cells);
  const provenance = new Uint8Array(cells);
  const scale = (wavelengthM * wavelengthM) / (4 * Math.PI * launched * grid.cellSizeM * grid.cellSizeM);
  for (let c = 0; c < cells; c++) {
    const direct = deposits.direct[c]!;
    const reflected = deposits.reflected[c]!;
    const transmitted = deposits.transmitted[c]!;
    const sum = direct + reflected + transmitted;
    if (!(sum > 0)) continue;
    pathGain[c] = sum * scale;
    validity[c] = 1;
    provenance[c] =
      direct >= reflected && direct >= transmitted
        ? PROVENANCE.direct
        : reflected >= transmitted
          ? PROVENANCE.reflected
          : PROVENANCE.transmitted;
  }
  return {
    grid,
    pathGain,
    validity,
    provenance,
    lineOfSight: deposits.lineOfSight.slice(),
    samples: deposits.samples.slice(),
    stats,
  };
}
