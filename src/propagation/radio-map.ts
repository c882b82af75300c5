import type { RasterGrid } from '../raster/raster-grid.ts';

/** Which mechanism brings a cell most of its power; `predicted` where no rays but a trained network told it. */
export const PROVENANCE = {
  none: 0,
  direct: 1,
  reflected: 2,
  transmitted: 3,
  diffracted: 4,
  predicted: 5,
  scattered: 6,
} as const;
export const PROVENANCE_NAMES = [
  'none',
  'direct',
  'reflected',
  'transmitted',
  'diffracted',
  'predicted',
  'scattered',
] as const;

/**
 * What the paths to a cell have in common, weighted with their power; NaN where there is no data. Diffracted paths do not count: a cell
 * that only they reach is no data.
 */
export interface PathMoments {
  /** Root mean square spread of the delays [s >= 0]. */
  readonly delaySpreadS: Float32Array;
  /** Mean direction in which power leaves the antenna: bearing clockwise from north [deg 0..360) and elevation [deg, positive up]. */
  readonly departureAzimuthDeg: Float32Array;
  readonly departureElevationDeg: Float32Array;
  /** Mean direction that power comes from at the receiver, in the same angles. */
  readonly arrivalAzimuthDeg: Float32Array;
  readonly arrivalElevationDeg: Float32Array;
}

/**
 * What a solver gives for one sector. Path gain is linear: power over the cell for one watt into the antenna port, an
 * isotropic receiver that collects both polarisations, cell average, paths summed incoherently (the definition of Sionna RT's
 * RadioMapSolver). A cell that nothing reaches has `validity` 0 and `pathGain` 0; it is "no data", never a very low level.
 */
export interface RadioMap {
  readonly grid: RasterGrid;
  /** Linear path gain, rows x columns, row 0 = north. */
  readonly pathGain: Float64Array;
  /** 1 where something arrives. */
  readonly validity: Uint8Array;
  /** PROVENANCE codes. */
  readonly provenance: Uint8Array;
  /** 1 where part of the cell sees the transmitter directly. */
  readonly lineOfSight: Uint8Array;
  /** Deposits (sweep) or rays (launch, reference) that the cell's value rests on. */
  readonly samples: Uint32Array;
  /** Error to be expected of the cell's path gain [dB >= 0], from engines that know; NaN where there is no data. */
  readonly spreadDb?: Float32Array;
  /** From engines that were asked for it. */
  readonly moments?: PathMoments;
  readonly stats: SolveStats;
}

export interface SolveStats {
  readonly engine: string;
  /** Adapter that did the work, or `cpu`. */
  readonly adapter: string;
  /** Wall time by stage [ms]. */
  readonly timingsMs: { readonly pack: number; readonly solve: number; readonly readback: number };
  /** Time that reading and checking a model took before [ms]; 0 or absent for others and once it is loaded. */
  readonly loadMs?: number;
  /** Launched azimuths (sweep) or rays. */
  readonly launched: number;
  /** Beams or ray segments traced. */
  readonly traced: number;
  /** Beams dropped below the power bound, and the greatest path gain [linear] that all of them together could add to one cell. */
  readonly dropped: number;
  readonly droppedBound: number;
  readonly warnings: readonly string[];
}
