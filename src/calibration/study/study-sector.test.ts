import { describe, expect, it } from 'vitest';
import { shadowField } from '../../measurements/shadow-field.ts';
import { drawnCase, knowsFormula, logDistance, STUDY } from '../../testing/study-case.ts';
import type { SectorStudy, StudyOptions } from './study.ts';
import { type StudyFits, studySector } from './study-sector.ts';
import { studySentences, toldBy } from './study-sentences.ts';
import { type StudySummary, summariseStudy } from './summarise-study.ts';

const ids = ['A', 'B', 'C', 'D', 'E', 'F'];

async function studies(
  levelOf: (sector: number) => (x: number, y: number) => number,
  fits: StudyFits,
  noiseDb = 3,
  options = STUDY,
  count = ids.length,
): Promise<SectorStudy[]> {
  const out: SectorStudy[] = [];
  for (const [k, id] of ids.slice(0, count).entries()) {
    out.push(await studySector(drawnCase(id, 100 + k, levelOf(k), noiseDb), options, {}, fits));
  }
  return out;
}

const table = (summaries: readonly StudySummary[], split: string, policy = 'covered') =>
  summaries.find((s) => s.split === split && s.policy === policy)!;
const row = (of: StudySummary, method: string) => of.methods.find((one) => one.method === method)!;

describe('a study of methods with a truth that is known', () => {
  it('does not let a network win where distance explains all', async () => {
    // The one knows the formula nearly as well as the fit, the other errs by 4 dB.
    const fits = { 'dl-c': knowsFormula(logDistance, 0.5), dl: knowsFormula(logDistance, 4) };
    const summaries = summariseStudy(await studies(() => logDistance, fits), 1);
    for (const split of ['random', 'blocks']) {
      const of = table(summaries, split);
      expect(of.bestPlain).toBe('log-distance');
      expect(toldBy(row(of, 'dl').difference!)).toBe('worse');
      expect(toldBy(row(of, 'dl-c').difference!)).not.toBe('better');
      const text = studySentences(of).join(' ');
      expect(text).toContain('No method is shown to be better');
      expect(text).toMatch(/Worse: DL zero-shot by \d/);
      expect(text).not.toMatch(/DL[^.]* better than/);
    }
  });

  it('gives smooth shadowing to interpolation at random, and less of it in blocks', async () => {
    const shadowed = (k: number) => {
      const shadow = shadowField(8, 40, 900 + k);
      return (x: number, y: number) => logDistance(x, y) + shadow(x, y);
    };
    const options: StudyOptions = { ...STUDY, methods: ['log-distance', 'inverse-distance', 'kriging', 'dl'] };
    const summaries = summariseStudy(await studies(shadowed, { dl: knowsFormula(logDistance, 0) }, 1, options, 3), 1);
    const random = table(summaries, 'random');
    const blocks = table(summaries, 'blocks');
    expect(['inverse-distance', 'kriging']).toContain(random.bestPlain);
    expect(toldBy(row(random, 'log-distance').difference!)).toBe('worse');
    expect(toldBy(row(random, 'dl').difference!)).toBe('worse');
    expect(row(random, 'kriging').mae.mean).toBeLessThan(0.8 * row(blocks, 'kriging').mae.mean);
    expect(studySentences(random)[0]).toMatch(/held out at random .* 3 sectors, [\d,]+ cells/);
  });

  it('says so where a method is better, by how much, and holds the true difference', async () => {
    const shadow = shadowField(8, 40, 5);
    const truth = (x: number, y: number) => logDistance(x, y) + shadow(x, y);
    const summaries = summariseStudy(await studies(() => truth, { 'dl-c': knowsFormula(truth, 0) }, 1), 1);
    const of = table(summaries, 'blocks');
    const { difference } = row(of, 'dl-c');
    expect(toldBy(difference!)).toBe('better');
    expect(difference!.interval![0]).toBeLessThan(difference!.meanDb);
    expect(difference!.joint![1]).toBeLessThan(0);
    // What is left to a method that knows the truth is the noise of 1 dB: 0.8 dB of mean absolute error.
    expect(row(of, 'dl-c').mae.mean).toBeCloseTo(Math.sqrt(2 / Math.PI), 1);
    expect(studySentences(of)[1]).toMatch(/^DL-C is \d\.\d\d.dB better than .* \(95.% interval/);
  });

  it('counts, pools and pairs cells of the policy, and keeps rows that could not be fitted with the reason', async () => {
    const half = knowsFormula((x, y) => (x < 0 ? Number.NaN : logDistance(x, y)), 1);
    const all = await studies(() => logDistance, { dl: half });
    const summaries = summariseStudy(all, 1);
    const covered = table(summaries, 'random');
    const every = table(summaries, 'random', 'all');
    const dl = row(covered, 'dl');
    expect(dl.coverage.mean).toBeCloseTo(0.5, 1);
    expect(dl.cells).toBeLessThan(0.6 * every.cells);
    expect(dl.difference!.cells).toBe(dl.cells);
    expect(row(every, 'dl').cells).toBe(every.cells);
    expect(row(every, 'dl').mae.mean).toBeGreaterThan(dl.mae.mean + 5);
    expect(dl.pooled).toMatchObject({ split: 'random', policy: 'covered', cells: dl.cells });
    expect(dl.bySector.reduce((sum, { cells }) => sum + cells, 0)).toBe(dl.cells);
    expect(row(covered, 'rt')).toMatchObject({ sectors: 0, cells: 0, pooled: null, difference: null });
    expect(row(covered, 'rt').missing[0]!.reason).toContain('No engine');
    const text = studySentences(covered).join(' ');
    expect(text).toMatch(/part of the cells that they cover: DL zero-shot \(\d\d.%\)/);
    expect(text).toContain('RT as listed in 6 of 6 sectors');
  });

  it('is the same for the same seeds, and refuses a split that the data do not allow', async () => {
    const of = drawnCase('A', 1, logDistance, 3);
    const options = { ...STUDY, splits: [...STUDY.splits, { ...STUDY.splits[0]!, kind: 'routes' as const }] };
    const fits = { dl: knowsFormula(logDistance, 1), 'dl-c': knowsFormula(logDistance, 1) };
    const once = await studySector(of, options, {}, fits);
    const again = await studySector(of, options, {}, fits);
    const levels = ({ splits }: SectorStudy) =>
      splits.map(({ methods }) => methods.map((m) => 'levelDbm' in m && m.levelDbm));
    expect(levels(again)).toEqual(levels(once));
    expect(summariseStudy([again], 3).map(studySentences)).toEqual(summariseStudy([once], 3).map(studySentences));
    expect(once.splits.map(({ split }) => split.kind)).toEqual(['random', 'blocks']);
    expect(once.refusedSplits).toEqual([{ split: 'routes', reason: expect.stringContaining('no times') }]);
    expect(studySentences(summariseStudy([once], 3)[0]!).join(' ')).toContain(
      'One sector: intervals are of its own blocks',
    );
  });

  it('stops between two methods when it is cancelled', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const hooks = {
      signal: stop.signal,
      onMethod: (_: string, method: string) => {
        seen.push(method);
        if (method === 'log-distance') stop.abort();
      },
    };
    await expect(studySector(drawnCase('A', 1, logDistance, 3), STUDY, hooks)).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(seen).toEqual(['constant', 'log-distance']);
  });
});
