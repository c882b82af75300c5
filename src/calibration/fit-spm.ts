import { nothing } from './fit-classical.ts';
import type { MethodFit } from './method-fit.ts';
import { sceneTable } from './place-table.ts';
import { valuesAt } from './points.ts';
import type { FittedParameter } from './report.ts';
import type { SectorCase } from './sector-case.ts';
import { clutterAt } from './tuned/clutter-features.ts';
import { pickFeatures } from './tuned/feature-table.ts';
import { applySpm, fitSpm, type SpmModel, type SpmParameter } from './tuned/spm.ts';
import { spmWords } from './tuned/spm-words.ts';
import { blockIndex, DEFAULT_BLOCK_M } from './validation/splits.ts';
import { NORMAL_975 } from './validation/student-quantile.ts';

/** The standard propagation model of planning tools, with clutter where the scene has land use; the share of the listed pattern is fitted too. */
export function fitSpmLevel(of: SectorCase, train: Uint32Array, seed: number): MethodFit {
  const { observations, sector, scene, receiverZM } = of;
  const ground = scene.groundZM ?? 0;
  const clutter = scene.landUse ?? undefined;
  const features = sceneTable(of, observations);
  const classOf = clutter && clutterAt(clutter, observations.x, observations.y);
  const places = {
    sector,
    antennaHeightM: sector.z - ground,
    features,
    ...(classOf ? { classOf } : {}),
  };
  const options = { receiverHeightM: receiverZM - ground, fitPattern: true, ...(clutter ? { clutter } : {}) };
  const fitOn = (cells: Uint32Array): SpmModel => {
    const x = valuesAt(observations.x, cells);
    const y = valuesAt(observations.y, cells);
    return fitSpm(
      [
        {
          ...places,
          features: pickFeatures(features, cells),
          ...(classOf ? { classOf: valuesAt(classOf, cells) } : {}),
          levelDbm: valuesAt(observations.levelDbm, cells),
          block: blockIndex(x, y, DEFAULT_BLOCK_M, seed).label,
        },
      ],
      options,
    );
  };
  const model = fitOn(train);
  return {
    levels: applySpm(model, places, clutter),
    before: null,
    parameters: model.parameters.map(rowOf),
    correlation: [],
    conditionNumber: null,
    evaluations: 1,
    stoppedBy: 'solved',
    truncated: false,
    result: nothing('spm'),
  };
}

/** Data that left more than this of a prior's standard deviation told little. */
const TOLD = 0.7;

function rowOf({ name, value, sd, priorMean, priorSd }: SpmParameter): FittedParameter {
  const { label, unit, note } = spmWords(name);
  return {
    key: name,
    label,
    unit,
    group: 'spm',
    prior: priorMean,
    fit: value,
    interval: [value - NORMAL_975 * sd, value + NORMAL_975 * sd],
    curvatureInterval: null,
    identified: sd < TOLD * priorSd,
    atBound: false,
    note,
  };
}
