import type { PowerProblem } from '../planning/power/power-problem.ts';
import { Random } from '../units/random.ts';

/** A problem of one carrier, 20 MHz in 100 blocks, noise and most power as given [W a block], unless told otherwise. */
export function powerProblem(
  gain: readonly (readonly number[])[],
  demandBps: readonly number[],
  other: Partial<PowerProblem> = {},
): PowerProblem {
  const sectors = gain[0]!.length;
  const all = (value: number) => new Float64Array(sectors).fill(value);
  return {
    users: gain.length,
    sectors,
    gain: Float64Array.from(gain.flat()),
    demandBps: Float64Array.from(demandBps),
    bandwidthHz: all(18e6),
    blocks: all(100),
    noiseW: all(1e-15),
    mostW: all(0.2),
    carrier: new Int32Array(sectors),
    ...other,
  };
}

/** Users scattered among sectors on a ring, with shadowing; each asks for about `meanBps`. */
export function drawnProblem(seed: number, users: number, sectors: number, meanBps: number): PowerProblem {
  const random = new Random(seed);
  const gain = Array.from({ length: users }, () => {
    const [x, y] = [random.between(-600, 600), random.between(-600, 600)];
    return Array.from({ length: sectors }, (_, k) => {
      const angle = (2 * Math.PI * k) / sectors;
      const distance = Math.max(30, Math.hypot(x - 400 * Math.cos(angle), y - 400 * Math.sin(angle)));
      return 10 ** ((-15 - 35 * Math.log10(distance) + 8 * random.normal()) / 10);
    });
  });
  return powerProblem(
    gain,
    gain.map(() => meanBps * Math.exp(random.normal() - 0.5)),
  );
}
