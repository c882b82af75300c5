import type { SplitOptions } from '../report.ts';

/** Several splits of each of some kinds: the draws of a kind one after the other, with seeds from `seed` upwards. */
export function drawnSplits(
  kinds: readonly SplitOptions['kind'][],
  { seed, ...rest }: Omit<SplitOptions, 'kind'>,
  draws: number,
): SplitOptions[] {
  return kinds.flatMap((kind) =>
    Array.from({ length: draws }, (_, draw) => ({ ...rest, kind, seed: (seed + draw) % 2 ** 32 })),
  );
}
