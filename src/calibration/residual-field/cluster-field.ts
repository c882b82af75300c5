import { normalEquations, ridgeSolve } from '../../algebra/dense-linear.ts';
import type { Points } from '../points.ts';
import type { SharedShadow } from './cluster-shadow.ts';
import { fitResidualField, type ResidualField, type ResidualFieldOptions } from './residual-field.ts';

export interface ClusterField extends ResidualField {
  /** Shares of the residuals of the mast's other sectors and of other masts' sectors that this sector shows. */
  readonly mastWeight: number;
  readonly othersWeight: number;
  readonly offsetDb: number;
}

/** What the weights are drawn towards: their means over 25 sectors of a city, 0.56 and 0.24. */
const TYPICAL_MAST_WEIGHT = 0.55;
const TYPICAL_OTHERS_WEIGHT = 0.25;

/** Pull of the typical weights [dB²]: as strong as 300 cells at which the others' residuals have 10 dB² of variance. */
const PULL_DB2 = 3000;

/**
 * A residual field that takes from other sectors of a cluster what they know of a place: residual = offset + mastWeight * mastDb +
 * othersWeight * othersDb + own field. The weights are fitted by ridge least squares, the own field is that of `fitResidualField`
 * on the rest. `meanDb` is the sum of all terms, so far from all data it goes to the offset and not to 0.
 * @param points positions of the sector's own data [m]
 * @param residualDb measured minus the sector's mean function [dB]; NaN leaves the datum out
 * @param shared the sector's function of `clusterShadow`
 * @throws UserError('bad-input') as `fitResidualField`
 */
export function fitClusterField(
  points: Points,
  residualDb: ArrayLike<number>,
  shared: (places: Points) => SharedShadow,
  options: ResidualFieldOptions = {},
): ClusterField {
  const { mastDb, othersDb } = shared(points);
  const rows = points.x.length;
  const design = new Float64Array(3 * rows);
  const known = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    design.set([1, mastDb[i]!, othersDb[i]!], 3 * i);
    known[i] = Number.isFinite(residualDb[i]!) ? 1 : 0;
  }
  const { matrix, vector } = normalEquations(design, residualDb, known, 3);
  vector[1]! += PULL_DB2 * TYPICAL_MAST_WEIGHT;
  vector[2]! += PULL_DB2 * TYPICAL_OTHERS_WEIGHT;
  const [offsetDb, mastWeight, othersWeight] = ridgeSolve(matrix, 3, vector, [1e-6, PULL_DB2, PULL_DB2]) ?? [
    0,
    TYPICAL_MAST_WEIGHT,
    TYPICAL_OTHERS_WEIGHT,
  ];
  const level = (s: SharedShadow) =>
    s.mastDb.map((db, i) => offsetDb! + mastWeight! * db + othersWeight! * s.othersDb[i]!);
  const explained = level({ mastDb, othersDb });
  const field = fitResidualField(
    points,
    explained.map((db, i) => residualDb[i]! - db),
    options,
  );
  return {
    ...field,
    offsetDb: offsetDb!,
    mastWeight: mastWeight!,
    othersWeight: othersWeight!,
    predictAt: (places) => {
      const own = field.predictAt(places);
      const others = level(shared(places));
      return { meanDb: own.meanDb.map((db, p) => db + others[p]!), sdDb: own.sdDb };
    },
  };
}
