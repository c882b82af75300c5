import { fitLogDistancePattern } from '../baselines/log-distance.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import type { CalibrationOptions } from '../report.ts';
import { type ClusterMember, clusterShadow, type SharedShadow } from '../residual-field/cluster-shadow.ts';
import { type CaseSplit, type SectorCase, splitCase } from '../sector-case.ts';
import { blockIndex } from '../validation/splits.ts';

/** What is looked at of a sector whose neighbour is in hand. */
export type NeighbourCase = Pick<SectorCase, 'sector' | 'observations' | 'routeOf' | 'receiverZM'>;

/**
 * What the residuals of other sectors say of places, to one of them. Every sector is parted as the one in hand is, and only its
 * training cells speak, as what they leave of its own line over the logarithm of distance with its listed pattern. Where whole areas
 * are held out, they stand for places where nobody measured anything: cells of other sectors there are left out too. Where single
 * cells are, the others' cells stay: whoever drove there has measured them.
 * @param cases all sectors, `own` among them; those that cannot be parted are silent
 * @param own index of the sector in hand, and how its cells are parted
 */
export function sharedByNeighbours(
  cases: readonly NeighbourCase[],
  own: number,
  split: CaseSplit,
  options: Pick<CalibrationOptions, 'split' | 'indoor'>,
): (places: Points) => SharedShadow {
  const held = options.split.kind === 'random' ? null : heldOutAreas(cases[own]!, split, options.split);
  const members = cases.map((of, k) => memberOf(of, k === own ? split : null, k === own ? null : held, options));
  return clusterShadow(members)(own);
}

function memberOf(
  { sector, observations, routeOf, receiverZM }: NeighbourCase,
  known: CaseSplit | null,
  held: ((places: Points) => boolean[]) | null,
  options: Pick<CalibrationOptions, 'split' | 'indoor'>,
): ClusterMember {
  const nothing = {
    x: sector.x,
    y: sector.y,
    points: { x: new Float64Array(0), y: new Float64Array(0) },
    residualDb: [],
  };
  let train: Uint32Array;
  try {
    train = known?.train ?? splitCase(observations, routeOf, options).train;
  } catch {
    // A sector with cells too few to part tells nothing.
    return nothing;
  }
  if (train.length < FEWEST_CELLS) return nothing;
  const line = fitLogDistancePattern(sector, observations, train, receiverZM).predict(observations);
  const unseen = held?.(pointsAt(observations, train));
  const seen = unseen ? train.filter((_, k) => !unseen[k]) : train;
  const level = valuesAt(observations.levelDbm, seen);
  return {
    x: sector.x,
    y: sector.y,
    points: pointsAt(observations, seen),
    residualDb: level.map((db, k) => db - line[seen[k]!]!),
  };
}

/** Whether places lie in the blocks of the split's lattice that hold a held-out cell. */
function heldOutAreas(
  { observations }: NeighbourCase,
  { validation }: CaseSplit,
  { blockM, seed }: CalibrationOptions['split'],
): (places: Points) => boolean[] {
  const own = pointsAt(observations, validation);
  return ({ x, y }) => {
    const { label } = blockIndex([...own.x, ...x], [...own.y, ...y], blockM, seed);
    const held = new Set(label.subarray(0, validation.length));
    return Array.from(x, (_, i) => held.has(label[validation.length + i]!));
  };
}

/** A line and a pattern need some cells to rest on. */
const FEWEST_CELLS = 30;
