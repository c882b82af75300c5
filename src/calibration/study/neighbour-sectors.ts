import { UserError } from '../../units/errors.ts';
import { fitLogDistancePattern } from '../baselines/log-distance.ts';
import { type Points, pointsAt, valuesAt } from '../points.ts';
import type { CalibrationOptions } from '../report.ts';
import { type ClusterMember, clusterShadow, type SharedShadow } from '../residual-field/cluster-shadow.ts';
import { type CaseSplit, type SectorCase, splitCase } from '../sector-case.ts';
import { blockIndex } from '../validation/splits.ts';

/** What is looked at of a sector whose neighbour is in hand. */
export type NeighbourCase = Pick<SectorCase, 'scene' | 'sector' | 'observations' | 'routeOf' | 'receiverZM'>;

/** A sector with the cells of it that the sector in hand may look at. */
export interface SeenSector {
  readonly of: NeighbourCase;
  readonly seen: Uint32Array;
}

/** How cells are parted. */
type SeenOptions = Pick<CalibrationOptions, 'split' | 'indoor'>;

/**
 * What a sector may see of all: every sector is parted as the one in hand is, and only its training cells speak. Where whole areas
 * are held out, they stand for places where nobody measured anything: cells of other sectors there are left out too. Where single
 * cells are, the others' cells stay: whoever drove there has measured them.
 * @param cases all sectors, `own` among them; those that cannot be parted have no seen cells
 * @param own index of the sector in hand, and how its cells are parted
 */
export function seenOfAll(
  cases: readonly NeighbourCase[],
  own: number,
  split: CaseSplit,
  options: SeenOptions,
): SeenSector[] {
  const unseen = options.split.kind === 'random' ? null : heldOutAreas(cases[own]!, split, options.split);
  return cases.map((of, k) => {
    if (k === own) return { of, seen: split.train };
    const train = trainingCells(of, options);
    const hidden = unseen?.(pointsAt(of.observations, train));
    return { of, seen: hidden ? train.filter((_, i) => !hidden[i]) : train };
  });
}

/** What the residuals of other sectors say of places, to the one in hand: what their seen cells leave of a line of their own over the logarithm of distance with the listed pattern. */
export function sharedByNeighbours(seen: readonly SeenSector[], own: number): (places: Points) => SharedShadow {
  return clusterShadow(seen.map(memberOf))(own);
}

function memberOf({ of: { sector, observations, receiverZM }, seen }: SeenSector): ClusterMember {
  const cells = seen.length < FEWEST_CELLS ? new Uint32Array(0) : seen;
  const points = pointsAt(observations, cells);
  const at = { x: sector.x, y: sector.y, points };
  if (cells.length === 0) return { ...at, residualDb: [] };
  const line = fitLogDistancePattern(sector, observations, cells, receiverZM).predict(points);
  return { ...at, residualDb: valuesAt(observations.levelDbm, cells).map((db, k) => db - line[k]!) };
}

/** None of a sector with too few cells to part: it tells nothing. */
function trainingCells({ observations, routeOf }: NeighbourCase, options: SeenOptions): Uint32Array {
  try {
    return splitCase(observations, routeOf, options).train;
  } catch (error) {
    if (error instanceof UserError && error.code === 'bad-input') return new Uint32Array(0);
    throw error;
  }
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
