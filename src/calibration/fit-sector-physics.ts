import type { MaterialOverride } from '../radio/materials.ts';
import { bearingFromMath, degrees } from '../units/angle.ts';
import { badInput } from '../units/errors.ts';
import { engineLevels } from './fit-classical.ts';
import { fittedParameters } from './fitted-parameters.ts';
import type { MethodFit, MethodHooks } from './method-fit.ts';
import type { SurfaceState } from './model/surface-tables.ts';
import { fitPhysical, type Optimiser, type PhysicalFit, type PhysicalFitOptions } from './physical/fit-physical.ts';
import { type PhysicalChoice, PhysicalModel, type SectorPaths } from './physical/physical-model.ts';
import { cellWeights } from './physical/physical-problem.ts';
import type { CalibratedSector, CalibrationMethod, CalibrationOptions } from './report.ts';
import type { SectorCase } from './sector-case.ts';
import { THRESHOLD_SOFTNESS_DB, thresholds } from './selection.ts';
import { parameterUncertainty } from './validation/intervals.ts';

type PhysicalMethod = 'A' | 'AM' | 'AMv' | 'per-building';

/** What each method lets go beside the paper's four, and how it is fitted unless asked otherwise. */
const METHODS: Readonly<Record<PhysicalMethod, Pick<PhysicalChoice, 'materials' | 'buildings'> & { by: Optimiser }>> = {
  A: { materials: false, buildings: false, by: 'levenberg-marquardt' },
  AM: { materials: true, buildings: false, by: 'levenberg-marquardt' },
  AMv: { materials: true, buildings: false, by: 'adam-vectorised' },
  'per-building': { materials: true, buildings: true, by: 'lbfgs' },
};

export function isPhysical(method: CalibrationMethod): method is PhysicalMethod {
  return method in METHODS;
}

/**
 * Fits antenna and city of one sector to the cells at `train`.
 * @throws UserError('bad-input') with fewer covered training cells than parameters
 */
export function fitSectorPhysics(
  of: SectorCase,
  train: Uint32Array,
  options: CalibrationOptions,
  hooks: MethodHooks = {},
): MethodFit {
  const method = options.method as PhysicalMethod;
  const { observations } = of;
  const paths = pathsOf(of);
  const choice = choiceOf(options);
  refuseTooFew(of, paths, choice, train);
  const tau = options.truncation ? thresholds(of) : null;
  const how: PhysicalFitOptions = {
    choice,
    optimiser: options.optimiser ?? METHODS[method].by,
    ...(tau ? { truncation: { tauDbm: tau, softnessDb: THRESHOLD_SOFTNESS_DB } } : {}),
  };
  const fit = fitPhysical(paths, observations.levelDbm, weightsOf(of, train), how, hooks);
  const fitted = performance.now();
  const uncertainty = parameterUncertainty({
    linearised: fit.linearised,
    priorSd: fit.model.parameters.map((p) => p.priorSd),
    x: observations.x,
    y: observations.y,
    seed: options.split.seed,
  });
  const m = fit.model.parameters.length;
  return {
    levels: fit.levels,
    before: engineLevels(of),
    parameters: fittedParameters(fit.model.parameters, fit.coordinates, uncertainty),
    correlation: topLeft(uncertainty.correlation, m),
    conditionNumber: uncertainty.condition,
    evaluations: fit.evaluations,
    stoppedBy: fit.stoppedBy,
    truncated: tau !== null && how.optimiser === 'levenberg-marquardt',
    intervalsMs: performance.now() - fitted,
    result: resultOf(method, fit),
  };
}

/** What the options let go. */
export function choiceOf({ method, tilt, caps, walls }: CalibrationOptions): PhysicalChoice {
  const { materials, buildings } = METHODS[method as PhysicalMethod];
  return { materials, buildings, tilt, caps, walls };
}

/** Weights of all cells of a case in a fit to the cells at `train`; 0 for the others. */
export function weightsOf({ observations: { x, y, samples, count } }: SectorCase, train: Uint32Array): Float64Array {
  const inFit = new Uint8Array(count);
  for (const i of train) inFit[i] = 1;
  return cellWeights(x, y, samples, inFit);
}

export function pathsOf(of: SectorCase): SectorPaths {
  if (of.paths === null) throw new Error('This method needs the paths to the measured cells');
  const { scene, sector, paths, wallThicknessM, materials } = of;
  return { scene, sector, cache: paths, wallThicknessM, materials };
}

/** @throws UserError('bad-input') with fewer covered training cells than parameters */
export function refuseTooFew(of: SectorCase, paths: SectorPaths, choice: PhysicalChoice, train: Uint32Array): void {
  const { cellStart } = paths.cache;
  const covered = train.filter((i) => cellStart[i + 1]! > cellStart[i]!).length;
  if (covered === 0)
    throw badInput(
      `No path of sector ${of.sector.id} leads to any of its ${train.length} training cells: check its position and height, switch transmission on, or raise the depth.`,
    );
  const needed = new PhysicalModel(paths, choice).parameters.length;
  if (covered < needed)
    throw badInput(
      `${covered} covered training cells cannot tell ${needed} parameters of sector ${of.sector.id}: measure more places, or fit less (an offset, or the antenna alone).`,
    );
}

function topLeft(matrix: Float64Array, m: number): number[] {
  const size = Math.sqrt(matrix.length);
  return Array.from({ length: m * m }, (_, at) => matrix[Math.floor(at / m) * size + (at % m)]!);
}

/** What a prediction needs of a physical fit. */
export function resultOf(
  method: CalibrationMethod,
  { model, coordinates }: Pick<PhysicalFit, 'model' | 'coordinates'>,
): CalibratedSector {
  const { antenna, surfaces } = model.stateAt(coordinates);
  const materials: Record<string, MaterialOverride> = {};
  const buildings: Record<string, MaterialOverride> = {};
  surfaces?.forEach((surface, k) => {
    const name = model.surfaceNames[k]!;
    const at = name.indexOf('@');
    if (at < 0) materials[name] = overrideOf(surface);
    else buildings[name.slice(at + 1)] = overrideOf(surface);
  });
  return {
    method,
    antenna: {
      azimuthDeg: bearingFromMath(antenna.azimuthRad),
      downtiltDeg: degrees(antenna.downtiltRad),
      pattern: {
        kind: 'parametric',
        name: 'calibrated',
        peakGainDbi: antenna.peakGainDbi,
        horizontalBeamwidthDeg: degrees(antenna.horizontalBeamwidthRad),
        verticalBeamwidthDeg: degrees(antenna.verticalBeamwidthRad),
        frontToBackDb: antenna.frontToBackDb,
        sideLobeDb: antenna.sideLobeDb,
      },
    },
    materials,
    buildings,
    offsetDb: 0,
    correction: null,
  };
}

function overrideOf(s: SurfaceState): MaterialOverride {
  return {
    relativePermittivity: s.relativePermittivity,
    conductivitySm: s.conductivitySm,
    reflectionLossDb: s.reflectionLossDb,
    transmissionLossDb: s.transmissionLossDb,
  };
}
