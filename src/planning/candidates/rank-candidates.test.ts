import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { type CoverageNetwork, coverageQuestion, coverageScore } from '../coverage/coverage-score.ts';
import { DEFAULT_TARGETS } from '../coverage/coverage-targets.ts';
import { type Candidate, rankCandidates } from './rank-candidates.ts';

const CELLS = 100;
const NOISE = 1e-13;
/** Coverage alone, strong = -60 dBm. */
const question = coverageQuestion({ ...DEFAULT_TARGETS, rsrpDbm: -90, sinrWeight: 0 }, new Float64Array(CELLS).fill(1));
const covering = (...spans: (readonly [number, number])[]): CoverageNetwork => ({
  levelMw: [
    Float64Array.from({ length: CELLS }, (_, i) => (spans.some(([from, to]) => i >= from && i < to) ? 1e-6 : 0)),
  ],
  carrier: [1],
  noiseMw: [NOISE],
});
const candidate = (id: string, ...spans: (readonly [number, number])[]): Candidate => ({
  id,
  sectors: covering(...spans),
});

describe('rankCandidates', () => {
  it('counts what each adds, alone and beside those that are chosen', async () => {
    const network = covering([0, 20]);
    const candidates = [
      candidate('inside', [0, 20]),
      candidate('twin', [30, 69]),
      candidate('wide', [30, 70]),
      candidate('far', [65, 90]),
    ];
    const { before, alone, chosen } = await rankCandidates(network, candidates, question, 4);
    expect(before.objective).toBe(0.2);
    expect(alone.map(({ id, gain }) => [id, Math.round(100 * gain)])).toEqual([
      ['wide', 40],
      ['twin', 39],
      ['far', 25],
      ['inside', 0],
    ]);
    // The twin of the best adds nothing beside it, so the ranking of all alone is not the order to build in.
    expect(chosen.map(({ id, gain }) => [id, Math.round(100 * gain)])).toEqual([
      ['wide', 40],
      ['far', 20],
    ]);
    expect(chosen[1]!.score.objective).toBeCloseTo(0.8, 12);
  });

  it('is the best of all by trying each, and each pair with the first', async () => {
    const random = new Random(8);
    const levels = () => Float64Array.from({ length: CELLS }, () => 10 ** (random.between(-140, -60) / 10));
    const both = coverageQuestion({ ...DEFAULT_TARGETS, rsrpDbm: -75, sinrDb: 6 }, question.weight);
    const network = { levelMw: [levels()], carrier: [1], noiseMw: [NOISE] };
    const candidates = Array.from({ length: 7 }, (_, i) => ({
      id: `c${i}`,
      sectors: { levelMw: [levels(), levels()], carrier: [1, 1 + (i % 2)], noiseMw: [NOISE, NOISE] },
    }));
    const of = (...chosen: Candidate[]) => {
      const all = [network, ...chosen.map(({ sectors }) => sectors)];
      return coverageScore(
        {
          levelMw: all.flatMap((n) => [...n.levelMw]),
          carrier: all.flatMap((n) => Array.from(n.carrier)),
          noiseMw: all.flatMap((n) => Array.from(n.noiseMw)),
        },
        both,
      ).objective;
    };
    const { alone, chosen } = await rankCandidates(network, candidates, both, 2);
    const singles = candidates.map((c) => of(c));
    expect(chosen[0]!.score.objective).toBe(Math.max(...singles));
    const first = candidates.find(({ id }) => id === chosen[0]!.id)!;
    const pairs = candidates.filter((c) => c !== first).map((c) => of(first, c));
    expect(chosen[1]!.score.objective).toBe(Math.max(...pairs));
    expect(alone.map(({ score }) => score.objective)).toEqual([...singles].sort((a, b) => b - a));
  });

  it('chooses none where all interfere more than they serve', async () => {
    const network = covering([0, CELLS]);
    const sinr = coverageQuestion({ ...DEFAULT_TARGETS, sinrDb: 3 }, question.weight);
    const { alone, chosen } = await rankCandidates(network, [candidate('jammer', [0, 50])], sinr, 3);
    expect(alone[0]!.gain).toBeCloseTo(-0.25, 12);
    expect(chosen).toEqual([]);
  });

  it('refuses no candidates and two of a name, and stops when it is cancelled', async () => {
    const network = covering([0, 20]);
    await expect(rankCandidates(network, [], question, 1)).rejects.toThrow('no candidate');
    const twins = [candidate('a', [0, 1]), candidate('a', [1, 2])];
    await expect(rankCandidates(network, twins, question, 1)).rejects.toThrow('Two candidates are called a');
    const signal = AbortSignal.abort();
    await expect(rankCandidates(network, twins.slice(1), question, 1, { signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
