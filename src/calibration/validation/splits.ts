import { badInput } from '../../units/errors.ts';
import { Random } from '../../units/random.ts';

/** Indices of the observations that a fit may see and of those it is judged on; ascending, disjoint. */
export interface Split {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/** Which square block every observation lies in: `label[i]` is 0..count - 1, numbered from the south-west, row by row. */
export interface Blocks {
  readonly label: Uint32Array;
  readonly count: number;
}

/** Side of a block unless the caller says otherwise [m]: beyond it shadowing of an urban cell is nearly uncorrelated. */
export const DEFAULT_BLOCK_M = 100;

/**
 * Splits `count` observations by chance, each alike. Neighbours of a training cell land in validation, so the error of this split
 * is that of filling in between measured cells, not of predicting where nobody has measured.
 * @param trainShare share of the observations that train, over 0 and under 1
 * @throws UserError('bad-input') with fewer than 2 observations or a share outside that range
 */
export function randomSplit(count: number, trainShare: number, seed: number): Split {
  requireShare(trainShare);
  if (!(count >= 2)) throw badInput(`${count} measured cells cannot be split; at least 2 are needed.`);
  const order = shuffled(count, new Random(seed));
  const trained = Math.min(count - 1, Math.max(1, Math.round(trainShare * count)));
  const inTrain = new Uint8Array(count);
  for (let k = 0; k < trained; k++) inTrain[order[k]!] = 1;
  return splitBy(count, (i) => inTrain[i] === 1);
}

/**
 * Splits by whole blocks of `blockM` x `blockM` on a lattice that the seed shifts: blocks are drawn one after the other for
 * training until their share of the observations is as near to `trainShare` as the next block allows. Both sides get at least one.
 * The result depends on where observations lie, not on their order.
 * @param x,y positions in the scene frame [m]
 * @param trainShare share of the observations that train, over 0 and under 1
 * @throws UserError('bad-input') where all observations lie in one block, a position is no number, or an argument is out of range
 */
export function blockSplit(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  trainShare: number,
  blockM: number,
  seed: number,
): Split {
  requireShare(trainShare);
  const random = new Random(seed);
  const blocks = labelBlocks(x, y, blockM, random);
  requireBlocks(x, y, blocks, blockM, 2);
  const size = blockSizes(blocks);
  const goal = trainShare * blocks.label.length;
  const inTrain = new Uint8Array(blocks.count);
  let trained = 0;
  for (const [k, block] of shuffled(blocks.count, random).entries()) {
    const next = trained + size[block]!;
    if (k === blocks.count - 1 || (k > 0 && next - goal > goal - trained)) break;
    inTrain[block] = 1;
    trained = next;
  }
  return splitBy(blocks.label.length, (i) => inTrain[blocks.label[i]!] === 1);
}

/** Holds one route out. Observations of other routes train, as do those of no route (negative): they are never judged on. */
export function routeSplit(routeOf: ArrayLike<number>, heldOut: number): Split {
  const split = splitBy(routeOf.length, (i) => routeOf[i] !== heldOut);
  if (split.validation.length === 0)
    throw badInput(`No measured cell belongs to route ${heldOut}; the routes are ${routesIn(routeOf).join(', ')}.`);
  if (split.train.length === 0)
    throw badInput(
      `All measured cells belong to route ${heldOut}; leaving a route out takes at least 2. Split by blocks.`,
    );
  return split;
}

/** The routes that observations belong to, ascending; `routeSplit` leaves out each of them in turn. */
export function routesIn(routeOf: ArrayLike<number>): number[] {
  return [...new Set(Array.from(routeOf))].filter((route) => route >= 0).sort((a, b) => a - b);
}

/**
 * The block of every observation, on the same lattice as `blockSplit` with that seed.
 * @throws UserError('bad-input') where a position is no number or `blockM` is not above 0
 */
export function blockIndex(x: ArrayLike<number>, y: ArrayLike<number>, blockM: number, seed: number): Blocks {
  return labelBlocks(x, y, blockM, new Random(seed));
}

/**
 * Folds of whole blocks for cross-fitting: every observation is in the validation part of exactly one. Blocks are dealt by chance,
 * each to the fold that has the fewest observations so far.
 * @param folds at least 2
 * @throws UserError('bad-input') with fewer blocks than folds
 */
export function blockFolds(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  blockM: number,
  folds: number,
  seed: number,
): Split[] {
  if (!(Number.isInteger(folds) && folds >= 2)) throw badInput(`${folds} folds: give a whole number from 2.`);
  const random = new Random(seed);
  const blocks = labelBlocks(x, y, blockM, random);
  requireBlocks(x, y, blocks, blockM, folds);
  const size = blockSizes(blocks);
  const foldOf = new Uint32Array(blocks.count);
  const filled = new Float64Array(folds);
  for (const block of shuffled(blocks.count, random)) {
    const fold = filled.indexOf(Math.min(...filled));
    foldOf[block] = fold;
    filled[fold]! += size[block]!;
  }
  return Array.from({ length: folds }, (_, fold) =>
    splitBy(blocks.label.length, (i) => foldOf[blocks.label[i]!] !== fold),
  );
}

/**
 * Folds of single observations for cross-fitting: every observation is in the validation part of exactly one.
 * @param folds at least 2
 * @throws UserError('bad-input') with fewer observations than folds
 */
export function randomFolds(count: number, folds: number, seed: number): Split[] {
  if (!(Number.isInteger(folds) && folds >= 2)) throw badInput(`${folds} folds: give a whole number from 2.`);
  if (count < folds) throw badInput(`${count} measured cells cannot be dealt to ${folds} folds.`);
  const foldOf = new Uint32Array(count);
  shuffled(count, new Random(seed)).forEach((i, k) => {
    foldOf[i] = k % folds;
  });
  return Array.from({ length: folds }, (_, fold) => splitBy(count, (i) => foldOf[i] !== fold));
}

function labelBlocks(x: ArrayLike<number>, y: ArrayLike<number>, blockM: number, random: Random): Blocks {
  if (!(blockM > 0 && Number.isFinite(blockM)))
    throw badInput(`A block of ${blockM} m: its side must be a number greater than 0.`);
  if (x.length !== y.length)
    throw badInput(`${x.length} x and ${y.length} y positions; give one of each for every cell.`);
  const shiftX = random.between(0, blockM);
  const shiftY = random.between(0, blockM);
  const column = (i: number): number => Math.floor((x[i]! + shiftX) / blockM);
  const row = (i: number): number => Math.floor((y[i]! + shiftY) / blockM);
  const seen = new Map<string, { row: number; column: number; label: number }>();
  const found = Array.from({ length: x.length }, (_, i) => {
    const at = { row: row(i), column: column(i), label: 0 };
    if (!Number.isFinite(at.row + at.column))
      throw badInput(`Cell ${i} lies at ${x[i]}, ${y[i]}: that is no position.`);
    const key = `${at.row} ${at.column}`;
    const known = seen.get(key);
    if (known) return known;
    seen.set(key, at);
    return at;
  });
  const numbered = [...seen.values()].sort((a, b) => a.row - b.row || a.column - b.column);
  for (const [label, block] of numbered.entries()) block.label = label;
  return { label: Uint32Array.from(found, (block) => block.label), count: numbered.length };
}

function blockSizes({ label, count }: Blocks): Uint32Array {
  const size = new Uint32Array(count);
  for (const block of label) size[block]! += 1;
  return size;
}

function requireBlocks(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { count }: Blocks,
  blockM: number,
  needed: number,
): void {
  if (count >= needed) return;
  const widthM = extent(x);
  const depthM = extent(y);
  const side = Math.max(widthM, depthM);
  const cure =
    side > 0
      ? `choose blocks of at most ${Math.max(1, Math.floor(side / needed))} m, or split at random`
      : 'all of them lie at one point';
  throw badInput(
    `The measured cells (over ${Math.round(widthM)} x ${Math.round(depthM)} m) fall into ${count} block${count === 1 ? '' : 's'} of ${blockM} m, and at least ${needed} are needed: ${cure}.`,
  );
}

function extent(values: ArrayLike<number>): number {
  if (values.length === 0) return 0;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return high - low;
}

function requireShare(trainShare: number): void {
  if (!(trainShare > 0 && trainShare < 1))
    throw badInput(`A training share of ${trainShare}: give a number over 0 and under 1, such as 0.7.`);
}

/** 0..count - 1 in random order (Fisher and Yates). */
function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

function splitBy(count: number, trains: (index: number) => boolean): Split {
  const train: number[] = [];
  const validation: number[] = [];
  for (let i = 0; i < count; i++) (trains(i) ? train : validation).push(i);
  return { train: Uint32Array.from(train), validation: Uint32Array.from(validation) };
}
