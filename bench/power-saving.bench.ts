import { planPowers } from '../src/planning/power/plan-powers.ts';
import type { PowerProblem } from '../src/planning/power/power-problem.ts';
import { Random } from '../src/units/random.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { timedMedian } from './stopwatch.ts';

export const title = 'Power saving on five sectors: one plan [ms]';

const SECTORS = 5;
const NOISE_W = 1e-15;

export async function run({ quick }: BenchContext): Promise<BenchResult> {
  const rows: BenchResult['rows'] = [];
  const times = quick ? 5 : 25;
  for (const users of [100, 300, 500]) {
    for (const [what, demandBps] of [
      ['light', 60e6],
      ['near the limit', 150e6],
      ['beyond it', 1e9],
    ] as const) {
      const problem = drawn(users, users, demandBps / users);
      const fixed = await timedMedian(times, async () => planPowers(problem, 'best-server'));
      const search = await timedMedian(times, async () => planPowers(problem, 'search'));
      rows.push({
        users,
        demand: what,
        served: search.value.found !== null,
        'best server [ms]': 1000 * fixed.wallS,
        'with search [ms]': 1000 * search.wallS,
        'greatest load - 1': search.value.found ? Math.max(...search.value.found.powers.load) - 1 : '',
        'saved by search [%]':
          search.value.found && fixed.value.found
            ? 100 * (1 - search.value.found.totalW / fixed.value.found.totalW)
            : '',
      });
    }
  }
  return {
    rows,
    notes: [
      `${SECTORS} sectors on a ring of 400 m, path gain falling by 35 dB a decade with 8 dB of shadowing, lognormal demands; medians of ${times} plans. Beyond the limit the time is that of finding how much could be served.`,
    ],
  };
}

function drawn(seed: number, users: number, meanBps: number): PowerProblem {
  const random = new Random(seed);
  const gain = new Float64Array(users * SECTORS);
  for (let i = 0; i < users; i++) {
    const [x, y] = [random.between(-600, 600), random.between(-600, 600)];
    for (let k = 0; k < SECTORS; k++) {
      const angle = (2 * Math.PI * k) / SECTORS;
      const distance = Math.max(30, Math.hypot(x - 400 * Math.cos(angle), y - 400 * Math.sin(angle)));
      gain[i * SECTORS + k] = 10 ** ((-15 - 35 * Math.log10(distance) + 8 * random.normal()) / 10);
    }
  }
  const all = (value: number) => new Float64Array(SECTORS).fill(value);
  return {
    users,
    sectors: SECTORS,
    gain,
    demandBps: Float64Array.from({ length: users }, () => meanBps * Math.exp(random.normal() - 0.5)),
    bandwidthHz: all(18e6),
    blocks: all(100),
    noiseW: all(NOISE_W),
    mostW: all(0.2),
    carrier: new Int32Array(SECTORS),
  };
}
