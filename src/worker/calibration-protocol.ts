import type { CalibrationOptions, ConvergencePoint, SectorReport, SplitView } from '../calibration/report.ts';
import type { SolveSettings } from '../propagation/solve-request.ts';
import type { MaterialOverrides } from '../radio/materials.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';

/** What the studio asks to be calibrated: one sector, or a cluster of them with shared materials. */
export interface CalibrationJob {
  /** Cancelled by StudioEngine.cancel. */
  readonly jobId: string;
  readonly sceneId: string;
  readonly measurementId: string;
  readonly sectors: readonly Sector[];
  /** Above the scene's ground [m]. */
  readonly receiverHeightM: number;
  readonly settings: SolveSettings;
  readonly materials: MaterialOverrides;
  readonly options: CalibrationOptions;
}

export interface CalibrationProgress {
  readonly sectorId: string;
  /** Number of this sector, from 0, and of how many. */
  readonly index: number;
  readonly of: number;
  readonly stage: 'paths' | 'fit' | 'validate';
  /** 0..1 of the whole job. */
  readonly fraction: number;
  /** A step of the fit, as it is taken. */
  readonly point?: ConvergencePoint;
}

export interface CalibrationListener {
  progress(progress: CalibrationProgress): void;
}

export interface CalibrationView {
  readonly reports: readonly SectorReport[];
  /** Sectors that could not be calibrated, each with the reason and the cure. */
  readonly refused: readonly { readonly sectorId: string; readonly message: string }[];
}

/** How many measured cells each sector has, for choosing what to calibrate. */
export interface SectorMeasured {
  readonly sectorId: string;
  readonly rows: number;
}

export interface CorrectedMapJob {
  readonly jobId: string;
  readonly sceneId: string;
  readonly measurementId: string;
  readonly sector: Sector;
  readonly report: SectorReport;
  readonly grid: RasterGrid;
  /** Above the scene's ground [m]. */
  readonly receiverHeightM: number;
  readonly settings: SolveSettings;
  readonly materials: MaterialOverrides;
}

/** The product's best map of an area with measurements: a tuned level, or an engine with the field of its residuals on top. */
export interface CorrectedMap {
  readonly grid: RasterGrid;
  /** RSRP [dBm], NaN where the engine has no coverage. */
  readonly rsrpDbm: Float32Array;
  /** Standard deviation of a measured cell about it [dB]. */
  readonly sdDb: Float32Array;
}

export type { CalibrationOptions, ConvergencePoint, SectorReport, SplitView };
