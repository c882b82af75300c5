import { describe, expect, it } from 'vitest';
import { drawnProblem, powerProblem } from '../../testing/power-problem.ts';
import { associationOf, bestAssociation } from './associate-users.ts';
import { judgePowers } from './judge-powers.ts';
import { planPowers } from './plan-powers.ts';
import { type PowerProblem, sectorLoads, strongestSectors } from './power-problem.ts';

/** The least total power over all associations. */
function bruteForce(problem: PowerProblem): number {
  let least = Number.POSITIVE_INFINITY;
  for (let code = 0; code < problem.sectors ** problem.users; code++) {
    const serving = Int32Array.from(
      { length: problem.users },
      (_, i) => Math.floor(code / problem.sectors ** i) % problem.sectors,
    );
    least = Math.min(least, associationOf(problem, serving)?.totalW ?? Number.POSITIVE_INFINITY);
  }
  return least;
}

describe('bestAssociation', () => {
  it('is within a tenth of the best of all associations on small networks, and mostly meets it', () => {
    let met = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const problem = drawnProblem(seed, 8, 2, 6e6);
      const least = bruteForce(problem);
      const start = associationOf(problem, strongestSectors(problem));
      const best = bestAssociation(problem, strongestSectors(problem));
      expect(best!.totalW).toBeLessThanOrEqual(start!.totalW);
      expect(best!.totalW).toBeGreaterThanOrEqual(least * (1 - 1e-9));
      if (best!.totalW < least * (1 + 1e-9)) met++;
    }
    expect(met).toBeGreaterThanOrEqual(9);
  });

  it('hands users of a full sector to its neighbour', () => {
    const problem = drawnProblem(3, 500, 5, 0.25e6);
    const start = associationOf(problem, strongestSectors(problem))!;
    const best = bestAssociation(problem, strongestSectors(problem))!;
    expect(best.totalW).toBeLessThan(start.totalW);
    for (const load of sectorLoads(problem, best.serving, best.powers.powerW)) expect(load).toBeLessThan(1 + 1e-6);
  });
});

describe('planPowers', () => {
  it('names the user that asks for more than any sector could give', () => {
    // 200 Mbit/s in 18 MHz takes an SNR of 2200; 0.2 W x 1e-12 over 1e-15 W is 200.
    const problem = powerProblem(
      [
        [1e-11, 1e-12],
        [1e-13, 1e-12],
      ],
      [1e6, 200e6],
    );
    const { found, shortfall } = planPowers(problem, 'search');
    expect(found).toBeNull();
    expect(shortfall).toMatchObject({ reason: 'user', sector: 1, user: 1 });
    expect(shortfall!.userShare).toBeCloseTo(200 / (18 * Math.log2(201)), 9);
  });

  it('names the sector whose users ask for more than it could give without interference', () => {
    const problem = powerProblem([[1e-12], [1e-12], [1e-12]], [60e6, 50e6, 40e6]);
    const { shortfall } = planPowers(problem, 'search');
    expect(shortfall).toMatchObject({ reason: 'load', sector: 0, user: 0 });
    expect(shortfall!.load).toBeCloseTo(150 / (18 * Math.log2(201)), 9);
    // All three fit up to 18 log2(201) / 150 = 92 % of what they ask for.
    expect(shortfall!.servable).toBeGreaterThan(0.905);
    expect(shortfall!.servable).toBeLessThan(0.919);
  });

  it('tells interference from want of power', () => {
    const gain = [
      [1e-11, 8e-12],
      [8e-12, 1e-11],
    ];
    const { shortfall } = planPowers(powerProblem(gain, [24e6, 24e6]), 'best-server');
    expect(shortfall!.reason).toBe('interference');
    expect(shortfall!.load).toBeGreaterThan(1);
  });

  it('finds an association that serves all where the strongest servers do not', () => {
    // Both hear the first sector best, which cannot carry both; the second can carry one.
    const gain = [
      [1.1e-12, 1e-12],
      [1e-12, 1e-15],
    ];
    const problem = powerProblem(gain, [80e6, 80e6], { carrier: Int32Array.of(0, 1) });
    expect(planPowers(problem, 'best-server').found).toBeNull();
    expect([...planPowers(problem, 'search').found!.serving]).toEqual([1, 0]);
  });

  it('counts users that no sector reaches and plans for the others', () => {
    const plan = planPowers(powerProblem([[1e-11], [0]], [18e6, 18e6]), 'search');
    expect(plan.unreached).toBe(1);
    expect([...plan.found!.serving]).toEqual([0, -1]);
  });
});

describe('judgePowers', () => {
  const believed = powerProblem([[1e-11], [1e-11]], [9e6, 9e6]);
  const plan = planPowers(believed, 'search').found!;

  it('serves everything where the belief holds', () => {
    expect(judgePowers(believed, plan)).toMatchObject({ unservedShare: 0, unservedUsers: 0 });
  });

  it('tells what a truth that is 10 dB worse leaves unserved', () => {
    const truth = { ...believed, gain: believed.gain.map((g) => g / 10) };
    const judged = judgePowers(truth, plan);
    // The SNR falls from 1 to 0.1: both together take 1 / log2(1.1) of the band. One is served whole, the other in part.
    expect(judged.load[0]).toBeCloseTo(1 / Math.log2(1.1), 9);
    expect(judged.unservedUsers).toBe(2);
    expect(judged.unservedShare).toBeCloseTo(1 - Math.log2(1.1), 5);
    expect(judged.totalW).toBeCloseTo(100 * 1e-4, 12);
  });

  it('serves those first whose bits take least bandwidth', () => {
    const truth = { ...believed, gain: Float64Array.of(1e-11, 1e-13) };
    const judged = judgePowers(truth, plan);
    // The first keeps its half; the other has an SNR of 0.01 in what is left.
    expect(judged.unservedUsers).toBe(1);
    expect(judged.unservedShare).toBeCloseTo(0.5 * (1 - Math.log2(1.01)), 5);
  });

  it('gives nothing to a user without signal, and the others their due', () => {
    const truth = { ...believed, gain: Float64Array.of(0, 1e-11) };
    expect(judgePowers(truth, plan)).toMatchObject({ unservedShare: 0.5, unservedUsers: 1 });
  });
});
