import { badInput } from '../../units/errors.ts';
import type { Baseline } from '../baselines/baseline.ts';
import { fitConstant } from '../baselines/constant.ts';
import { fitInverseDistance } from '../baselines/inverse-distance.ts';
import { fitLogDistance, fitLogDistancePattern } from '../baselines/log-distance.ts';
import { fitResidualKriging } from '../baselines/residual-kriging.ts';
import { fitOpenCase } from '../calibrate-sector.ts';
import { cellPoints } from '../cell-points.ts';
import { correctedLevels, levelsUnderField } from '../corrected-levels.ts';
import { fieldOf, fieldOnFit } from '../field-on-fit.ts';
import { engineLevels } from '../fit-classical.ts';
import { fitTunedLevel } from '../fit-tuned.ts';
import type { Observations } from '../observations.ts';
import { openCase } from '../open-case.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import { pooledLevels } from '../pooled/pooled-trees.ts';
import type { CalibrationMethod, LevelCorrection } from '../report.ts';
import { fitClusterField } from '../residual-field/cluster-field.ts';
import type { SectorCase } from '../sector-case.ts';
import type { LevelRaster } from '../tuned/level-features.ts';
import { levelsAt } from '../tuned/levels-at.ts';
import { krigeOnMap } from './krige-on-map.ts';
import { type MethodLevels, type MethodRun, SHARED, type StudyMethod } from './method-case.ts';
import type { StudyMethodId } from './method-id.ts';
import type { StudyOptions } from './study.ts';

interface Row {
  readonly fit: StudyMethod;
  /** What it stands on and shares with others. */
  readonly standsOn: (models: Pick<MethodRun, 'model' | 'informedModel'>) => readonly string[];
}

const nothing = () => [];
const paths = () => [SHARED.paths];
const sweepMap = () => [SHARED.sweepMap];

/** The rows that a study can have; which it has, and in which order, its options say. */
export const STUDY_ROWS: Readonly<Record<StudyMethodId, Row>> = {
  constant: { fit: plain(({ observations }, train) => fitConstant(observations, train)), standsOn: nothing },
  'log-distance': {
    fit: plain(({ sector, observations, receiverZM }, train) =>
      fitLogDistance(sector, observations, train, receiverZM),
    ),
    standsOn: nothing,
  },
  'log-distance-pattern': {
    fit: plain(({ sector, observations, receiverZM }, train) =>
      fitLogDistancePattern(sector, observations, train, receiverZM),
    ),
    standsOn: nothing,
  },
  'inverse-distance': {
    fit: plain(({ observations }, train) => fitInverseDistance(observations, train)),
    standsOn: nothing,
  },
  kriging: {
    fit: plain(({ sector, observations, receiverZM }, train) =>
      fitResidualKriging(sector, observations, train, receiverZM),
    ),
    standsOn: nothing,
  },
  rt: { fit: asListed, standsOn: paths },
  'rt-a': { fit: calibrated('A'), standsOn: paths },
  'rt-am': { fit: calibrated('AM'), standsOn: paths },
  'rt-amv': { fit: calibrated('AMv'), standsOn: paths },
  tuned: { fit: tunedLevel, standsOn: sweepMap },
  dl: {
    fit: async (run) => asIs(run, await learnedMapOf(run, run.model)),
    standsOn: ({ model }) => [SHARED.modelMap(model)],
  },
  'dl-c': { fit: calibrated('dl'), standsOn: nothing },
  informed: {
    fit: async (run) => asIs(run, await learnedMapOf(run, run.informedModel)),
    standsOn: ({ informedModel }) => [SHARED.modelMap(informedModel)],
  },
  'scene-residual': { fit: (run) => residualOn(run, async () => nothingBeneath(run.of.of)), standsOn: nothing },
  'rt-residual': { fit: (run) => residualOn(run, () => sweepMapOf(run.of.of)), standsOn: sweepMap },
  'dl-residual': {
    fit: (run) => residualOn(run, () => learnedMapOf(run, run.model)),
    standsOn: ({ model }) => [SHARED.modelMap(model)],
  },
  'informed-residual': {
    fit: (run) => residualOn(run, () => learnedMapOf(run, run.informedModel)),
    standsOn: ({ informedModel }) => [SHARED.modelMap(informedModel)],
  },
  'shared-residual': { fit: sharedResidual, standsOn: sweepMap },
  'pooled-trees': { fit: pooledTrees, standsOn: nothing },
  given: { fit: async (run) => asIs(run, givenMapOf(run)), standsOn: nothing },
  'given-residual': { fit: givenResidual, standsOn: nothing },
};

/** Whether a method looks at the other sectors of a study. */
export function studyNeedsNeighbours(methods: readonly StudyMethodId[]): boolean {
  return methods.includes('shared-residual') || methods.includes('pooled-trees');
}

/** Whether any of the methods needs the paths to the measured cells. */
export function studyNeedsPaths(methods: readonly StudyMethodId[]): boolean {
  return sharedBy(methods).has(SHARED.paths);
}

/** Whether any of the methods asks the sweep, for itself or for a predictor. */
export function studyNeedsSweep(methods: readonly StudyMethodId[]): boolean {
  const shared = sharedBy(methods);
  return [SHARED.paths, SHARED.sweepMap, SHARED.modelMap('informed')].some((name) => shared.has(name));
}

/** Ids of the learned predictors that the methods ask. */
export function studyModels({
  methods,
  model,
  informedModel,
}: Pick<StudyOptions, 'methods' | 'model' | 'informedModel'>): string[] {
  const shared = sharedBy(methods);
  return [
    ...(shared.has(SHARED.modelMap('plain')) || methods.includes('dl-c') ? [model] : []),
    ...(shared.has(SHARED.modelMap('informed')) ? [informedModel] : []),
  ];
}

function sharedBy(methods: readonly StudyMethodId[]): ReadonlySet<string> {
  const models = { model: 'plain', informedModel: 'informed' };
  return new Set(methods.flatMap((method) => STUDY_ROWS[method].standsOn(models)));
}

function plain(fitted: (of: SectorCase, train: Uint32Array) => Baseline): StudyMethod {
  return async ({ of: { of }, split }) => {
    const baseline = fitted(of, split.train);
    return ofPlaces(of.observations, (places) => baseline.predict(places));
  };
}

async function asListed({ of: { of } }: MethodRun): Promise<MethodLevels> {
  requirePaths(of);
  return { levels: engineLevels(of), iterations: null, map: () => sweepMapOf(of) };
}

function calibrated(method: CalibrationMethod): StudyMethod {
  return async ({ of: { of }, options, model, shouldStop, onIteration }) => {
    if (method !== 'dl') requirePaths(of);
    const open = openCase(
      of,
      { ...options, method, model },
      { shouldStop, ...(onIteration && { onPoint: onIteration }) },
    );
    const fit = await fitOpenCase(open);
    const { selected, minimum, last } = open.trace.chosen(fit.levels);
    const { levelRaster } = of;
    const map = fit.map ?? (levelRaster && (() => levelRaster(fit.result)));
    return {
      levels: selected,
      minimum,
      last,
      iterations: open.trace.points.length,
      ...(map && { map }),
    };
  };
}

async function tunedLevel({ of: { of }, split, options, shouldStop }: MethodRun): Promise<MethodLevels> {
  const beneath = await sweepMapOf(of);
  const { levels, result } = await fitTunedLevel(of, split.train, null, options.split.seed);
  return { levels, iterations: null, map: () => corrected(of, beneath, result.correction!, shouldStop) };
}

/** A map as it is. */
function asIs({ of: { of } }: MethodRun, raster: LevelRaster): MethodLevels {
  return { levels: levelsAt(raster, of.observations), iterations: null, map: async () => raster };
}

/** What gives a level at any place. */
function ofPlaces(observations: Observations, levelsAtPlaces: (places: Points) => Float64Array): MethodLevels {
  const { grid } = observations;
  return {
    levels: levelsAtPlaces(observations),
    iterations: null,
    map: async () => ({ grid, levelDbm: levelsAtPlaces(cellPoints(grid)) }),
  };
}

async function givenResidual(run: MethodRun): Promise<MethodLevels> {
  const { of, split, options } = run;
  const { observations } = of.of;
  return ofPlaces(observations, krigeOnMap(givenMapOf(run), observations, split.train, options.split.seed));
}

function givenMapOf({ of }: MethodRun): LevelRaster {
  if (!of.givenMap) throw badInput(`No map of sector ${of.of.sector.id} was given.`);
  return of.givenMap;
}

async function residualOn(
  { of: { of }, split, options, shouldStop }: MethodRun,
  beneathOf: () => Promise<LevelRaster>,
): Promise<MethodLevels> {
  const beneath = await beneathOf();
  const on: SectorCase = { ...of, levelRaster: async () => beneath };
  const { seed } = options.split;
  const fit = await fitTunedLevel(on, split.train, null, seed);
  const { levels, correction } = await fieldOnFit(on, split, fit, seed);
  return { levels, iterations: null, map: () => corrected(on, beneath, correction, shouldStop) };
}

/** RT + residual whose field knows of other sectors as well. */
async function sharedResidual(run: MethodRun): Promise<MethodLevels> {
  const { of, split, options, shouldStop } = run;
  if (!of.neighbours) throw badInput('This sector is alone, so no other tells of its shadowing.');
  const shared = of.neighbours(split, options);
  const { observations } = of.of;
  const beneath = await sweepMapOf(of.of);
  const { seed } = options.split;
  const fit = await fitTunedLevel(of.of, split.train, null, seed);
  const { levels, correction } = await fieldOnFit(of.of, split, fit, seed);
  const alone = fieldOf(correction.field!, seed).predictAt(observations).meanDb;
  const mean = levels.map((level, i) => level - alone[i]!);
  const train = split.train.filter((i) => Number.isFinite(mean[i]!));
  const residual = valuesAt(observations.levelDbm, train).map((level, k) => level - mean[train[k]!]!);
  const field = fitClusterField(pointsAt(observations, train), residual, shared, { seed });
  const { meanDb } = field.predictAt(observations);
  return {
    levels: mean.map((level, i) => level + meanDb[i]!),
    iterations: null,
    map: async () => {
      const { levelDbm } = await levelsUnderField(of.of, beneath, correction.tuned, field, { shouldStop });
      return { grid: beneath.grid, levelDbm };
    },
  };
}

/** What kriging gets wrong, learned from all sectors. */
async function pooledTrees({ of, split, options, shouldStop }: MethodRun): Promise<MethodLevels> {
  if (!of.pooled)
    throw badInput('This sector is alone, and its cells are too few to learn from what interpolation gets wrong.');
  const trees = await of.pooled(split, options, shouldStop);
  return ofPlaces(of.of.observations, pooledLevels(trees, { of: of.of, seen: split.train }));
}

async function corrected(
  of: SectorCase,
  raster: LevelRaster,
  correction: LevelCorrection,
  shouldStop: () => boolean,
): Promise<LevelRaster> {
  const { levelDbm } = await correctedLevels(of, raster, correction, { shouldStop });
  return { grid: raster.grid, levelDbm };
}

/** A map that says the same everywhere, so that only the scene and the measurements speak. */
function nothingBeneath({ observations: { grid } }: SectorCase): LevelRaster {
  return { grid, levelDbm: new Float32Array(grid.columns * grid.rows) };
}

function requirePaths(of: SectorCase): void {
  if (of.paths === null) throw badInput('No engine recorded the paths of this sector, so none can be fitted.');
}

async function sweepMapOf({ levelRaster }: SectorCase): Promise<LevelRaster> {
  if (levelRaster === null) throw badInput('No engine is at hand to map the area.');
  return levelRaster(null);
}

async function learnedMapOf({ of: { learnedMap } }: MethodRun, model: string): Promise<LevelRaster> {
  if (learnedMap === null) throw badInput('No learned predictor is at hand.');
  return learnedMap(model);
}
