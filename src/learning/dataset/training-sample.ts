import type { RadioMap } from '../../propagation/radio-map.ts';
import type { SolveRequest, SolveSettings } from '../../propagation/solve-request.ts';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import { cellCount, gridCentredOn, type RasterGrid } from '../../raster/raster-grid.ts';
import type { Scene } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { BASE_CHANNELS } from '../features/channel.ts';
import { type FeatureMaps, featureMaps } from '../features/feature-maps.ts';
import type { FeatureRequest } from '../features/sight-line.ts';
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

/** Settings of the quick sweep, and how much larger its cells are. */
export const COARSE = { factor: 4, azimuths: 128, maxDepth: 2 } as const;

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
    gainDb: decibels(label),
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

/** A quick sweep of the same place on cells COARSE.factor times as large, spread over the grid's own cells [dB, NaN = no data]. */
export async function coarseMap(
  { scene, sector, grid, receiverZM, settings }: FeatureRequest & { readonly settings: SolveSettings },
  sweep: (request: SolveRequest) => Promise<RadioMap>,
): Promise<Float32Array> {
  const { factor, azimuths, maxDepth } = COARSE;
  const columns = Math.ceil(grid.columns / factor);
  const rows = Math.ceil(grid.rows / factor);
  const cellSizeM = factor * grid.cellSizeM;
  const x = grid.westM + (columns * cellSizeM) / 2;
  const y = grid.northM - (rows * cellSizeM) / 2;
  const map = await sweep({
    scene,
    sector,
    grid: { ...gridCentredOn(x, y, columns, columns, cellSizeM), rows, northM: grid.northM },
    receiverZM,
    settings: { ...settings, azimuths, maxDepth: Math.min(maxDepth, settings.maxDepth) },
  });
  const gain = decibels(map);
  return Float32Array.from({ length: cellCount(grid) }, (_, cell) => {
    const row = Math.floor(cell / grid.columns);
    const column = cell - row * grid.columns;
    return gain[Math.floor(row / factor) * columns + Math.floor(column / factor)]!;
  });
}

function decibels({ pathGain, validity }: RadioMap): Float32Array {
  return Float32Array.from(pathGain, (gain, i) => (validity[i] !== 0 && gain > 0 ? dbFromLinear(gain) : Number.NaN));
}

/** Share of cells with a building, and the mean height of these [m], 0 where there is none. */
export function builtUp({ planes }: Pick<FeatureMaps, 'planes'>): {
  buildingDensity: number;
  meanBuildingHeightM: number;
} {
  let count = 0;
  let sum = 0;
  for (const height of planes['building-height']) {
    if (height === 0) continue;
    count++;
    sum += height;
  }
  return {
    buildingDensity: count / planes['building-height'].length,
    meanBuildingHeightM: count > 0 ? sum / count : 0,
  };
}
