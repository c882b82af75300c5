import { describe, expect, it } from 'vitest';
import { drawnProblem, powerProblem } from '../../testing/power-problem.ts';
import { isFeasible, type LeastPowers, leastPowers } from './least-powers.ts';
import cases from './power-cases.json' with { type: 'json' };
import { type PowerProblem, sectorLoads, strongestSectors } from './power-problem.ts';

function found(problem: PowerProblem, serving: ArrayLike<number>): LeastPowers {
  const answer = leastPowers(problem, serving);
  if (!isFeasible(answer)) throw new Error(`no powers: sector ${answer.sector}`);
  return answer;
}

describe('leastPowers', () => {
  it('gives one user alone the power of its SNR: P = (2^(t/B) - 1) N / g', () => {
    const problem = powerProblem([[2e-11]], [36e6]);
    // t/B = 2, so an SNR of 3.
    expect(found(problem, [0]).powerW[0]).toBeCloseTo((3 * 1e-15) / 2e-11, 12);
  });

  it('shares the band between equal users: each has half, so twice the rate per hertz', () => {
    const problem = powerProblem([[1e-11], [1e-11]], [9e6, 9e6]);
    expect(found(problem, [0, 0]).powerW[0]! / ((2 ** 1 - 1) * 1e-4)).toBeCloseTo(1, 10);
  });

  it('meets the closed form of two sectors with a user each', () => {
    // P1 g11 = s1 (N + P2 g12), P2 g22 = s2 (N + P1 g21), s = 2^(t/B) - 1.
    const [g11, g12, g21, g22] = [3e-11, 4e-12, 2e-12, 1e-11];
    const problem = powerProblem(
      [
        [g11, g12],
        [g21, g22],
      ],
      [18e6, 36e6],
    );
    const [s1, s2, noise] = [1, 3, 1e-15];
    const determinant = g11 * g22 - s1 * s2 * g12 * g21;
    const { powerW, load } = found(problem, [0, 1]);
    expect(powerW[0]! / ((s1 * noise * (g22 + s2 * g12)) / determinant)).toBeCloseTo(1, 9);
    expect(powerW[1]! / ((s2 * noise * (g11 + s1 * g21)) / determinant)).toBeCloseTo(1, 9);
    expect([...load]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
  });

  it('lets sectors on other carriers alone', () => {
    const gain = [
      [1e-11, 1e-11],
      [1e-11, 1e-11],
    ];
    const apart = powerProblem(gain, [18e6, 18e6], { carrier: Int32Array.of(0, 1) });
    expect([...found(apart, [0, 1]).powerW].map((w) => w / 1e-4)).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9)]);
    // On one carrier the SINRs would have to multiply to less than 1.
    expect(isFeasible(leastPowers(powerProblem(gain, [18e6, 18e6]), [0, 1]))).toBe(false);
  });

  it('names the sector whose power would pass its maximum', () => {
    const gain = [
      [1e-11, 1e-14],
      [1e-14, 1e-13],
    ];
    // An SNR of 255 at the second takes 2.55 W a block.
    expect(leastPowers(powerProblem(gain, [18e6, 144e6]), [0, 1])).toEqual({ sector: 1 });
  });

  it('spends nothing without demand, and leaves users out that have no sector', () => {
    const problem = powerProblem(
      [
        [1e-11, 1e-12],
        [1e-12, 1e-11],
      ],
      [0, 0],
    );
    expect([...found(problem, [0, 1]).powerW]).toEqual([0, 0]);
    const one = powerProblem(
      [
        [1e-11, 1e-12],
        [0, 0],
      ],
      [18e6, 1e6],
    );
    expect([...found(one, [0, -1]).powerW]).toEqual([expect.closeTo(1e-4, 12), 0]);
  });

  it.each([100, 300, 500])('keeps every load at 1 to 1e-6 with %d users of 5 sectors', (users) => {
    const problem = drawnProblem(users, users, 5, 60e6 / users);
    const serving = strongestSectors(problem);
    const { powerW, load, steps } = found(problem, serving);
    for (const value of sectorLoads(problem, serving, powerW)) expect(Math.abs(value - 1)).toBeLessThan(1e-6);
    expect(Math.max(...load)).toBeLessThanOrEqual(1 + 1e-6);
    expect(steps).toBeLessThan(15);
  });

  it('finds least powers: none can be lowered alone, and more demand takes more of every one', () => {
    const problem = drawnProblem(8, 60, 3, 0.8e6);
    const serving = strongestSectors(problem);
    const { powerW, costW } = found(problem, serving);
    for (let k = 0; k < 3; k++) {
      const lower = powerW.map((w, j) => (j === k ? w * 0.999 : w));
      expect(sectorLoads(problem, serving, lower)[k]).toBeGreaterThan(1);
    }
    const scale = 1 + 1e-6;
    const more = found({ ...problem, demandBps: problem.demandBps.map((t) => t * scale) }, serving);
    const rise = more.powerW.map((w, k) => 100 * (w - powerW[k]!));
    expect(Math.min(...rise)).toBeGreaterThan(0);
    // Every load grows by a millionth, so the total by the sum of what loads cost.
    expect(rise.reduce((a, b) => a + b) / (1e-6 * costW.reduce((a, b) => a + b))).toBeCloseTo(1, 3);
  });

  it('knows at once that interference alone makes demands impossible, whatever the power', () => {
    const problem = drawnProblem(5, 100, 5, 4e6);
    const serving = strongestSectors(problem);
    const endless = { ...problem, mostW: problem.mostW.map(() => Number.POSITIVE_INFINITY) };
    expect(isFeasible(leastPowers(endless, serving))).toBe(false);
  });

  it.each(cases.cases)('meets SciPy, and lies between the geometric programs, with $users users', (given) => {
    const { users, sectors, serving } = given;
    const one = new Float64Array(sectors).fill(1);
    const problem: PowerProblem = {
      users,
      sectors,
      gain: Float64Array.from(given.gain),
      demandBps: Float64Array.from(given.demand),
      bandwidthHz: one,
      blocks: one,
      noiseW: one,
      mostW: one.map(() => 1e9),
      carrier: new Int32Array(sectors),
    };
    expect([...strongestSectors(problem)]).toEqual(serving);
    const { powerW } = found(problem, serving);
    for (const [k, w] of powerW.entries()) expect(w / given.exact[k]!).toBeCloseTo(1, 8);
    const total = powerW.reduce((a, b) => a + b);
    expect(total).toBeGreaterThan(given.below);
    expect(total).toBeLessThan(given.above);
    // 12 tangents are up to 1.8 % off; the powers they cost, up to some times as much.
    expect(given.above / given.below).toBeLessThan(1 + 4 * cases.error);
  });
});
