import type { RadioMap } from '../../propagation/radio-map.ts';
import type { SolveRequest, SolveSettings } from '../../propagation/solve-request.ts';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { builtUp } from '../features/built-up.ts';
import { BASE_CHANNELS } from '../features/channel.ts';
import { coarseMap, gainInDb } from '../features/coarse-map.ts';
import { type FeatureMaps, featureMaps } from '../features/feature-maps.ts';
import { mismatchTruth } from './mismatch-truth.ts';

/** One sector's maps as training/ reads them; planes are rows x columns, row 0 = north. */
export interface TrainingSample {
  readonly grid: RasterGrid;
  readonly features: FeatureMaps;
  /** Path gain of the label engine [dB], NaN = no data. */
  readonly gainDb: Float32Array;
  /** Path gain of a quick sweep over cells four times as large [dB], NaN = no data. */
  readonly coarseDb: Float32Array;
  /** What stands for measurements, as path gain [dB], NaN = not measured; null where none was asked for. */
  readonly measuredDb: Float32Array | null;
  readonly about: SampleFacts;
}

/** What a sample says of itself beside its planes. */
export interface SampleFacts {
  readonly channels: readonly string[];
  readonly sector: Sector;
  readonly centred: boolean;
  readonly engine: string;
  readonly settings: SolveSettings;
  readonly receiverHeightM: number;
  /** RSRP [dBm] = path gain + this. */
  readonly referenceLevelDbm: number;
  readonly scene: string;
  /** Share of the cells that buildings stand on, and their mean height [m], over the window. */
  readonly buildingDensity: number;
  readonly meanBuildingHeightM: number;
}

export interface SampleRequest {
  readonly scene: Scene;
  readonly sector: Sector;
  readonly grid: RasterGrid;
  readonly receiverHeightM: number;
  readonly settings: SolveSettings;
  readonly engine: string;
  readonly centred: boolean;
  /** `mismatch`: make a truth that differs from the model, from this seed; an array: use these [dB path gain]; null: none. */
  readonly measured: { readonly seed: number } | Float32Array | null;
}

/** Solves, looks and measures: everything of one sample. `solve` is the label engine, `sweep` the one of the coarse channel. */
export async function trainingSample(
  request: SampleRequest,
  solve: (request: SolveRequest) => Promise<RadioMap>,
  sweep: (request: SolveRequest) => Promise<RadioMap>,
): Promise<TrainingSample> {
  const { scene, sector, grid, settings, measured } = request;
  const receiverZM = (scene.groundZM ?? 0) + request.receiverHeightM;
  const asked: SolveRequest = { scene, sector, grid, receiverZM, settings };
  const label = await solve(asked);
  const coarseDb = await coarseMap(asked, sweep);
  const features = featureMaps({ scene, sector, grid, receiverZM });
  return {
    grid,
    features,
    gainDb: gainInDb(label),
    coarseDb,
    measuredDb:
      measured === null || measured instanceof Float32Array
        ? measured
        : await mismatchTruth(asked, solve, measured.seed),
    about: {
      channels: BASE_CHANNELS,
      sector,
      centred: request.centred,
      engine: request.engine,
      settings,
      receiverHeightM: request.receiverHeightM,
      referenceLevelDbm: resourceElementDbm(sector),
      scene: scene.name,
      ...builtUp(features),
    },
  };
}
