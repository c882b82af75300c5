import { describe, expect, it } from 'vitest';
import { bestServer } from '../../radio/link-budget.ts';
import { sinrMap } from '../../radio/sinr.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { Random } from '../../units/random.ts';
import { type CoverageNetwork, coverageQuestion, coverageScore, restOf, scoreWith } from './coverage-score.ts';
import { DEFAULT_TARGETS } from './coverage-targets.ts';
import { sectorServices } from './sector-services.ts';

const TARGETS = { ...DEFAULT_TARGETS, rsrpDbm: -100, sinrDb: 3 };
const mw = (dbm: number) => 10 ** (dbm / 10);
const even = (cells: number) => new Float64Array(cells).fill(1);

/** Levels between -130 and -70 dBm of four sectors on two carriers, a tenth without signal. */
function drawn(seed: number, cells = 400): CoverageNetwork {
  const random = new Random(seed);
  const levels = () =>
    Float64Array.from({ length: cells }, () => (random.unit() < 0.1 ? 0 : mw(random.between(-130, -70))));
  return {
    levelMw: [levels(), levels(), levels(), levels()],
    carrier: [1, 2, 1, 2],
    noiseMw: [mw(-125), mw(-122), mw(-125), mw(-122)],
  };
}

describe('coverageScore', () => {
  it('counts by hand: one cell meets both, one RSRP alone, one neither, one has no data', () => {
    const network = {
      levelMw: [
        [mw(-80), mw(-90), mw(-110), 0],
        [mw(-100), mw(-91), 0, 0],
      ],
      carrier: [1, 1],
      noiseMw: [mw(-125), mw(-125)],
    };
    const score = coverageScore(network, coverageQuestion({ ...TARGETS, sinrDb: 3, sinrWeight: 3 }, even(4)));
    // The third is weak, but 15 dB above noise.
    expect(score.rsrpShare).toBe(0.5);
    expect(score.sinrShare).toBe(0.5);
    const strict = coverageScore(network, coverageQuestion({ ...TARGETS, sinrDb: 18, sinrWeight: 3 }, even(4)));
    expect([strict.rsrpShare, strict.sinrShare, strict.objective]).toEqual([0.5, 0.25, (0.5 + 3 * 0.25) / 4]);
    const idle = coverageScore(network, coverageQuestion({ ...TARGETS, sinrDb: 18, load: 0 }, even(4)));
    expect(idle.sinrShare).toBe(0.5);
  });

  it('agrees with the maps of best server and SINR', () => {
    const network = drawn(3);
    const weight = Float64Array.from({ length: 400 }, (_, i) => i % 3);
    const question = coverageQuestion({ ...TARGETS, load: 0.6 }, weight);
    const rsrp = network.levelMw.map((levels) =>
      Float64Array.from(levels, (level) => (level > 0 ? dbFromLinear(level) : Number.NaN)),
    );
    const sinr = sinrMap(rsrp, {
      noiseDbm: Array.from(network.noiseMw, dbFromLinear),
      carriersHz: Array.from(network.carrier),
      load: 0.6,
    });
    const { rsrpDbm } = bestServer(rsrp);
    const share = (values: Float64Array, least: number) =>
      values.reduce((sum, value, i) => sum + (value >= least ? weight[i]! : 0), 0) / question.totalWeight;
    const score = coverageScore(network, question);
    expect(score.rsrpShare).toBeCloseTo(share(rsrpDbm, -100), 12);
    expect(score.sinrShare).toBeCloseTo(share(sinr, 3), 12);
  });

  it('is the same by trying one sector after the other against the rest', () => {
    const network = drawn(4);
    const question = coverageQuestion(TARGETS, even(400));
    const whole = coverageScore(network, question);
    network.levelMw.forEach((levels, k) => {
      const without = (values: ArrayLike<number>) => Array.from(values).filter((_, i) => i !== k);
      const others = {
        levelMw: network.levelMw.filter((_, i) => i !== k),
        carrier: without(network.carrier),
        noiseMw: without(network.noiseMw),
      };
      const own = { carrier: network.carrier[k]!, noiseMw: network.noiseMw[k]! };
      expect(scoreWith(restOf(others, own, question), levels, question)).toEqual(whole);
    });
  });

  it('is what the sectors serve, added up', () => {
    const network = drawn(6);
    const question = coverageQuestion(
      TARGETS,
      Float64Array.from({ length: 400 }, (_, i) => i % 4),
    );
    const services = sectorServices(network, question);
    const sum = (key: 'served' | 'rsrpMet' | 'sinrMet') => services.reduce((total, of) => total + of[key], 0);
    const { rsrpShare, sinrShare } = coverageScore(network, question);
    expect(sum('rsrpMet')).toBeCloseTo(rsrpShare, 12);
    expect(sum('sinrMet')).toBeCloseTo(sinrShare, 12);
    // All four without signal is one cell in ten thousand.
    expect(sum('served')).toBeGreaterThan(0.99);
    for (const { served, rsrpMet } of services) expect(served).toBeGreaterThan(rsrpMet);
  });

  it('refuses weights and loads that mean nothing', () => {
    expect(() => coverageQuestion({ ...TARGETS, rsrpWeight: 0, sinrWeight: 0 }, even(2))).toThrow('one must be above');
    expect(() => coverageQuestion({ ...TARGETS, load: 1.2 }, even(2))).toThrow('Load 1.2 is no share');
    expect(() => coverageQuestion(TARGETS, new Float64Array(3))).toThrow('No place of the map counts');
  });
});
