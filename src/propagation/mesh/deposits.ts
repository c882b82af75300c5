import { cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { MOMENT_PLANES, pathMoments } from '../path-moments.ts';
import { PROVENANCE, type RadioMap, type SolveStats } from '../radio-map.ts';

/** Power, by mechanism, and counts that rays have left in the cells of the receiver plane. */
export interface Deposits {
  /** Sum of |E|^2 Omega / |cos theta| per cell: without interaction, with reflections only, with any transmission, with any scattering. */
  readonly direct: Float64Array;
  readonly reflected: Float64Array;
  readonly transmitted: Float64Array;
  readonly diffuse: Float64Array;
  readonly samples: Uint32Array;
  readonly lineOfSight: Uint8Array;
  /** Sums of addMoments with the same powers, where they were asked for. */
  readonly moments: Float64Array | null;
}

export function createDeposits(grid: RasterGrid, moments = false): Deposits {
  const cells = cellCount(grid);
  return {
    direct: new Float64Array(cells),
    reflected: new Float64Array(cells),
    transmitted: new Float64Array(cells),
    diffuse: new Float64Array(cells),
    samples: new Uint32Array(cells),
    lineOfSight: new Uint8Array(cells),
    moments: moments ? new Float64Array(MOMENT_PLANES * cells) : null,
  };
}

const CODES = [PROVENANCE.direct, PROVENANCE.reflected, PROVENANCE.transmitted, PROVENANCE.scattered] as const;

/**
 * The radio map that deposits stand for: cell average of the path gain, sum |E|^2 Omega / |cos theta| * (wavelength / 4 pi)^2 / cell
 * area (the estimator of Sionna RT's RadioMapSolver; the 1/r^2 of spreading is in the thinning of the rays).
 * @param solidAngleSr what a weight of 1 stands for
 * @param diffraction path gain by diffraction [linear] and its rays, by cell, to be added
 */
export function radioMapOf(
  deposits: Deposits,
  grid: RasterGrid,
  solidAngleSr: number,
  wavelengthM: number,
  stats: SolveStats,
  diffraction?: { readonly pathGain: Float64Array; readonly rays: Uint32Array },
): RadioMap {
  const cells = cellCount(grid);
  const pathGain = new Float64Array(cells);
  const launched = new Float64Array(cells);
  const validity = new Uint8Array(cells);
  const provenance = new Uint8Array(cells);
  const scale = (solidAngleSr * (wavelengthM / (4 * Math.PI)) ** 2) / grid.cellSizeM ** 2;
  const parts = [deposits.direct, deposits.reflected, deposits.transmitted, deposits.diffuse] as const;
  for (let c = 0; c < cells; c++) {
    let sum = 0;
    let strongest = 0;
    for (let part = 0; part < parts.length; part++) {
      const power = parts[part]![c]!;
      sum += power;
      if (power <= strongest) continue;
      strongest = power;
      provenance[c] = CODES[part]!;
    }
    launched[c] = sum;
    const diffracted = diffraction?.pathGain[c] ?? 0;
    if (diffracted > strongest * scale) provenance[c] = PROVENANCE.diffracted;
    sum = sum * scale + diffracted;
    if (!(sum > 0)) continue;
    pathGain[c] = sum;
    validity[c] = 1;
  }
  return {
    grid,
    pathGain,
    validity,
    provenance,
    lineOfSight: deposits.lineOfSight.slice(),
    samples: diffraction ? deposits.samples.map((n, c) => n + diffraction.rays[c]!) : deposits.samples.slice(),
    ...(deposits.moments ? { moments: pathMoments(deposits.moments, launched) } : {}),
    stats,
  };
}
