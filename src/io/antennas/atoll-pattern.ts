import { badInput } from '../../units/errors.ts';
import { CUT_DEGREES } from './antenna-set.ts';

/** Cuts of Atoll's column of patterns. */
export interface AtollCuts {
  readonly horizontalLossDb: Float64Array;
  readonly verticalLossDb: Float64Array;
  /** Cuts beside these two, which are not used. */
  readonly others: number;
  /** True where angles between those of the file were filled in along straight lines. */
  readonly interpolated: boolean;
}

const HORIZONTAL = 0;
const VERTICAL = 1;
/** Widest gap between two angles of a cut [deg]. */
const MOST_STEP_DEG = 10;

/**
 * Reads `2 0 0 360 0 0.1 1 0.2 ... 1 0 360 0 0.3 ... 0`: the number of cuts, then for each its kind (0 horizontal, 1 vertical), the
 * angle at which it cuts, the number of points, and pairs of angle [deg] and attenuation [dB below the peak].
 * @throws UserError('bad-input') for text, pairs that are cut off, negative attenuations, angles twice, gaps, a cut that is missing.
 */
export function readAtollCuts(text: string, place: string): AtollCuts {
  const numbers = text
    .trim()
    .split(/\s+/)
    .map((word) => (/^[+-]?[\d.,]+(e[+-]?\d+)?$/i.test(word) ? Number(word.replace(',', '.')) : Number.NaN));
  const bad = numbers.findIndex((number) => !Number.isFinite(number));
  if (bad >= 0)
    throw badInput(
      `${place}: word ${bad + 1} of the pattern is "${text.trim().split(/\s+/)[bad]!.slice(0, 20)}", not a number`,
    );
  const cuts = new Map<number, { losses: Float64Array; interpolated: boolean }>();
  let at = 1;
  const count = numbers[0]!;
  for (let cut = 0; cut < count; cut++) {
    const [kind, , points] = [numbers[at], numbers[at + 1], numbers[at + 2]];
    if (kind === undefined || points === undefined || at + 3 + 2 * points > numbers.length) {
      throw badInput(`${place}: the pattern ends within cut ${cut + 1} of ${count}; export the antenna again`);
    }
    const pairs = numbers.slice(at + 3, at + 3 + 2 * points);
    at += 3 + 2 * points;
    if (!cuts.has(kind)) cuts.set(kind, wholeDegrees(pairs, kind === VERTICAL ? 'vertical' : 'horizontal', place));
  }
  const [horizontal, vertical] = [cuts.get(HORIZONTAL), cuts.get(VERTICAL)];
  if (!horizontal || !vertical)
    throw badInput(`${place}: the pattern has no ${horizontal ? 'vertical' : 'horizontal'} cut`);
  return {
    horizontalLossDb: horizontal.losses,
    verticalLossDb: vertical.losses,
    others: count - 2,
    interpolated: horizontal.interpolated || vertical.interpolated,
  };
}

function wholeDegrees(
  pairs: readonly number[],
  cut: string,
  place: string,
): { losses: Float64Array; interpolated: boolean } {
  const points: { angle: number; loss: number }[] = [];
  for (let i = 0; i < pairs.length; i += 2)
    points.push({ angle: ((pairs[i]! % 360) + 360) % 360, loss: pairs[i + 1]! });
  const negative = points.find(({ loss }) => loss < 0);
  if (negative) {
    throw badInput(
      `${place}: attenuation ${negative.loss} at ${negative.angle} degrees of the ${cut} cut is negative: more than the gain; attenuations are 0 or more`,
    );
  }
  points.sort((a, b) => a.angle - b.angle);
  points.forEach(({ angle, loss }, i) => {
    const before = points[i - 1];
    if (before && before.angle === angle && before.loss !== loss)
      throw badInput(
        `${place}: angle ${angle} of the ${cut} cut stands there twice, with ${before.loss} and ${loss} dB; keep one`,
      );
  });
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last) throw badInput(`${place}: the ${cut} cut has no points`);
  const closed = [{ ...last, angle: last.angle - 360 }, ...points, { ...first, angle: first.angle + 360 }];
  const losses = new Float64Array(CUT_DEGREES);
  let right = 1;
  for (let degree = 0; degree < CUT_DEGREES; degree++) {
    while (closed[right]!.angle < degree) right++;
    const [a, b] = [closed[right - 1]!, closed[right]!];
    if (b.angle - a.angle > MOST_STEP_DEG) {
      throw badInput(
        `${place}: the ${cut} cut has nothing between ${a.angle} and ${b.angle} degrees; steps are ${MOST_STEP_DEG} degrees at most`,
      );
    }
    const share = b.angle === a.angle ? 1 : (degree - a.angle) / (b.angle - a.angle);
    losses[degree] = a.loss + share * (b.loss - a.loss);
  }
  return { losses, interpolated: points.length < CUT_DEGREES };
}
