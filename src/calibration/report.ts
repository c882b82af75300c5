import type { ParametricPattern } from '../radio/antenna-pattern.ts';
import type { MaterialOverride } from '../radio/materials.ts';
import type { Optimiser } from './physical/fit-physical.ts';
import type { FieldKernel } from './residual-field/field-kernel.ts';
import type { TunedModel } from './tuned/tuned-model.ts';

/** What can be fitted to measurements, from the plainest to the freest. */
export const CALIBRATION_METHODS = [
  'offset',
  'log-distance',
  'log-distance-pattern',
  'spm',
  'A',
  'AM',
  'AMv',
  'per-building',
  'tuned',
  'dl',
] as const;
export type CalibrationMethod = (typeof CALIBRATION_METHODS)[number];

/** How measured cells are parted into those that are fitted and those that judge. */
export interface SplitOptions {
  readonly kind: 'random' | 'blocks' | 'routes';
  /** Share of cells that are fitted, 0..1. */
  readonly trainShare: number;
  /** Side of a block [m]. */
  readonly blockM: number;
  readonly seed: number;
}

export interface CalibrationOptions {
  readonly method: CalibrationMethod;
  readonly split: SplitOptions;
  /** Antenna parameters beside the paper's four, and losses by kind of wall; for A, AM, AMv and per-building. */
  readonly tilt: boolean;
  readonly caps: boolean;
  readonly walls: boolean;
  /** `levenberg-marquardt` unless the method has its own (AMv: Adam, per-building: L-BFGS). */
  readonly optimiser: Optimiser | null;
  /** Allow for the choice of the serving cell: a phone reports a sector only where it serves. */
  readonly truncation: boolean;
  /** Cells inside buildings: left out of fit and errors, as the paper does, or kept. */
  readonly indoor: 'mask' | 'keep';
  /** A Gaussian field of what the model leaves, on top of it. */
  readonly residualField: boolean;
  /**
   * One set of materials and wall losses for all sectors of a carrier, each with its own antenna: for AM, and for A with walls, by
   * Levenberg-Marquardt (see `sharesMaterials`); other methods, and a sector alone, are fitted as without it.
   */
  readonly shareMaterials: boolean;
  /** Take the level of each phone relative to the others off its readings, where the measurements name phones. */
  readonly deviceOffsets: boolean;
  readonly cellSizeM: number;
  /** Id of the predictor that `dl` trains; `unet` where it is left out. */
  readonly model?: string;
}

export const DEFAULT_CALIBRATION: CalibrationOptions = {
  method: 'A',
  split: { kind: 'random', trainShare: 0.7, blockM: 100, seed: 42 },
  tilt: false,
  caps: false,
  walls: false,
  optimiser: null,
  truncation: false,
  indoor: 'mask',
  residualField: false,
  shareMaterials: false,
  deviceOffsets: true,
  cellSizeM: 5,
};

/** One row of the table of parameters after a fit; values in `unit`. */
export interface FittedParameter {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly group: string;
  /** Before the fit, the middle of its prior. */
  readonly prior: number;
  readonly fit: number;
  /** Ends of the interval at 95 % that allows for neighbours sharing their shadowing; null where none can be formed. */
  readonly interval: readonly [number, number] | null;
  /** The same from the curvature alone, as if every cell were independent: far too narrow in a street. */
  readonly curvatureInterval: readonly [number, number] | null;
  /** False where the data do not tell it: see the note. */
  readonly identified: boolean;
  readonly atBound: boolean;
  readonly note: string;
}

/** Mean absolute errors [dB] of one model on some cells; null where no cell counts. */
export interface CellErrors {
  /** Cells with a prediction. */
  readonly covered: number | null;
  /** Every cell, those without coverage taken as -140 dBm. */
  readonly all: number | null;
  readonly coveredCells: number;
  readonly allCells: number;
}

export interface ConvergencePoint {
  readonly iteration: number;
  /** MAE [dB] over covered cells. */
  readonly trainMaeDb: number;
  readonly validationMaeDb: number;
  readonly validationAllMaeDb: number;
  /** Of the training cells that are kept apart from the fit; left out where there are none. */
  readonly innerMaeDb?: number;
}

export interface HeldOutErrors {
  /** The paper's minimum over iterations on the held-out cells themselves (eq. 10): optimistic, for comparison with it. */
  readonly minimum: CellErrors;
  readonly last: CellErrors;
  /** Of the iteration that was best on a tenth of the training cells, which the fit did not use (of `dl`: of its end): the one to quote. */
  readonly selected: CellErrors;
}

export interface NamedErrors {
  readonly name: string;
  readonly train: CellErrors;
  readonly validation: CellErrors;
}

/** What the choice of the serving cell does to the data. */
export interface SelectionReport {
  /** Whether the fit allows for it. */
  readonly accountedFor: boolean;
  /** Share of measured cells near which another sector is measured within 3 dB or stronger: there the choice bites. */
  readonly contestedShare: number;
  /** Mean of measured less predicted [dB] in contested cells and in the others. */
  readonly contestedBiasDb: number | null;
  readonly freeBiasDb: number | null;
  readonly sentence: string;
}

export interface Verdict {
  readonly trust: 'good' | 'caution' | 'none';
  /** First the conclusion, then the reasons, each a full sentence. */
  readonly sentences: readonly string[];
}

/** One sector's calibration, complete and plain: it survives JSON. */
export interface SectorReport {
  readonly sectorId: string;
  readonly options: CalibrationOptions;
  readonly cells: {
    readonly measured: number;
    readonly train: number;
    readonly validation: number;
    readonly indoorMasked: number;
    readonly uncovered: number;
  };
  readonly parameters: readonly FittedParameter[];
  /** Row-major over `parameters`; empty where there are no intervals. */
  readonly correlation: readonly number[];
  readonly conditionNumber: number | null;
  readonly iterations: readonly ConvergencePoint[];
  /** The engine as it stood before, on the held-out cells; null for methods without an engine. */
  readonly before: CellErrors | null;
  readonly train: CellErrors;
  readonly validation: HeldOutErrors;
  /** With the residual field on top; null where none was asked for. */
  readonly withField: NamedErrors | null;
  readonly baselines: readonly NamedErrors[];
  readonly selection: SelectionReport;
  readonly verdict: Verdict;
  readonly stoppedBy: string;
  readonly evaluations: number;
  /** Wall time by stage; `validate` holds the intervals and the plain predictors too. */
  readonly timingsMs: { readonly paths: number; readonly fit: number; readonly validate: number };
  /** What was taken off the readings of each phone that measured the sector; empty where none was. */
  readonly deviceOffsets: readonly DeviceOffset[];
  /** Rows that name the sector but another carrier, and were left out. */
  readonly otherCarrierRows: number;
  /** What a prediction needs to use the result. */
  readonly result: CalibratedSector;
}

/** How one phone reads against the others. */
export interface DeviceOffset {
  readonly device: string;
  /** Reads this much more than the common level; 0 where too few places are shared to tell [dB]. */
  readonly offsetDb: number;
  /** Standard error; null where too few places are shared to tell [dB]. */
  readonly sdDb: number | null;
  /** Rows of the sector by this phone. */
  readonly rows: number;
}

/** What calibration found for one sector. */
export interface CalibratedSector {
  readonly method: CalibrationMethod;
  readonly antenna: {
    readonly azimuthDeg: number;
    readonly downtiltDeg: number;
    readonly pattern: ParametricPattern;
  } | null;
  readonly materials: Readonly<Record<string, MaterialOverride>>;
  /** Walls of single buildings, by the building's id. */
  readonly buildings: Readonly<Record<string, MaterialOverride>>;
  /** Added to the engine's level [dB]. */
  readonly offsetDb: number;
  /** What sits on top of the engine's level; null where nothing does. */
  readonly correction?: LevelCorrection | null;
}

/** A level tuned to measurements on top of an engine's map, and the field of what it leaves. */
export interface LevelCorrection {
  readonly tuned: TunedModel;
  readonly field: KeptField | null;
}

/** All that a residual field is made from again: where the training cells lie and what the model leaves there. */
export interface KeptField {
  readonly kernel: FieldKernel;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly residualDb: readonly number[];
}

/** Held-out split of a sector for the map: 0 train, 1 held out, 2 left out (indoor). */
export interface SplitView {
  readonly sectorId: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly role: Uint8Array;
}
