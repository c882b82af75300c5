import { observe } from '../calibration/observations.ts';
import { DEFAULT_CALIBRATION } from '../calibration/report.ts';
import type { MethodCase, StudyMethod } from '../calibration/study/method-case.ts';
import type { StudyOptions } from '../calibration/study/study.ts';
import { Random } from '../units/random.ts';
import { TOWN, TRUE_SECTOR } from './calibration-town.ts';

const CELL_M = 10;

/** A sector among measured cells whose levels a formula gives, without any engine. */
export function drawnCase(
  id: string,
  seed: number,
  levelDbm: (x: number, y: number) => number,
  noiseDb: number,
): MethodCase {
  const random = new Random(seed);
  const x: number[] = [];
  const y: number[] = [];
  for (let k = 0; k < 600; k++) {
    x.push(random.between(-300, 300));
    y.push(random.between(-300, 300));
  }
  const blank = observe(TOWN, x, y, new Float64Array(x.length), CELL_M);
  const levels = blank.levelDbm.map((_, i) => levelDbm(blank.x[i]!, blank.y[i]!) + noiseDb * random.normal());
  return {
    of: {
      scene: TOWN,
      sector: { ...TRUE_SECTOR, id },
      observations: { ...blank, levelDbm: levels },
      routeOf: null,
      receiverZM: 1.5,
      wallThicknessM: 0.1,
      materials: {},
      paths: null,
      levelRaster: null,
      served: null,
    },
    learnedMap: null,
    sharedSeconds: new Map(),
  };
}

/** A method that has learned a formula elsewhere, and errs. */
export function knowsFormula(levelDbm: (x: number, y: number) => number, errorDb: number, seed = 5): StudyMethod {
  return async ({ of: { of } }) => {
    const random = new Random(seed);
    const { x, y } = of.observations;
    return { levels: x.map((east, i) => levelDbm(east, y[i]!) + errorDb * random.normal()), iterations: null };
  };
}

export const STUDY: StudyOptions = {
  methods: ['constant', 'log-distance', 'inverse-distance', 'rt', 'dl', 'dl-c'],
  splits: [
    { kind: 'random', trainShare: 0.7, blockM: 100, seed: 42 },
    { kind: 'blocks', trainShare: 0.7, blockM: 100, seed: 42 },
  ],
  fit: { ...DEFAULT_CALIBRATION, indoor: 'keep', cellSizeM: CELL_M },
  model: 'unet',
  informedModel: 'unet-coarse',
};

/** Level over the logarithm of the distance to the mast at the origin [dBm]. */
export function logDistance(x: number, y: number): number {
  return -40 - 28 * Math.log10(Math.max(10, Math.hypot(x, y)));
}
