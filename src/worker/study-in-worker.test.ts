import { beforeAll, describe, expect, it } from 'vitest';
import { type PlacedMeasurements, placeMeasurements } from '../engine/calibration-case.ts';
import { createEngine } from '../engine/engine.ts';
import { studyHeader } from '../io/formats/study-lines.ts';
import { measurementSet } from '../measurements/measurement-set.ts';
import { SETTINGS, TOWN, TRUE_SECTOR } from '../testing/calibration-town.ts';
import { logDistance, STUDY } from '../testing/study-case.ts';
import { Random } from '../units/random.ts';
import { keptStudy, runStudy } from './study-in-worker.ts';
import type { StudyJob, StudyListener, StudyView } from './study-protocol.ts';

const ids = ['A', 'B', 'C'];
let measurements: PlacedMeasurements;

/** Three sectors with 400 rows each. */
beforeAll(() => {
  const random = new Random(4);
  const cell = ids.flatMap((_, k) => new Array<number>(400).fill(k));
  const x = Float64Array.from(cell, () => random.between(-300, 300));
  const y = Float64Array.from(cell, () => random.between(-300, 300));
  const set = measurementSet({
    name: 'walk.csv',
    positions: { kind: 'local', x, y },
    rsrpDbm: Float32Array.from(cell, (k, i) => logDistance(x[i]!, y[i]!) - 3 * k + 2 * random.normal()),
    cell: Int32Array.from(cell),
    cells: ids,
  });
  measurements = placeMeasurements(set, TOWN);
});

const JOB: StudyJob = {
  jobId: 'verdict-1',
  sceneId: 'town',
  measurementId: 'walk',
  sectors: ['A', 'nobody', 'B', 'C'].map((id) => ({ ...TRUE_SECTOR, id })),
  receiverHeightM: 1.5,
  settings: SETTINGS,
  materials: {},
  study: {
    ...STUDY,
    methods: ['constant', 'log-distance', 'inverse-distance'],
    splits: [...STUDY.splits, { ...STUDY.splits[0]!, seed: 43 }],
  },
  known: null,
};

/** A run, with what its listener heard; `stopAfter` so many sectors. */
async function run(job: StudyJob, stopAfter = Number.POSITIVE_INFINITY) {
  const stop = new AbortController();
  const lines: string[] = [];
  const told = { refused: [] as string[], fractions: [] as number[], fitted: new Set<string>() };
  const listener: StudyListener = {
    stage: ({ fraction }) => void told.fractions.push(fraction),
    method: ({ sectorId }) => void told.fitted.add(sectorId),
    refused: ({ sectorId }) => void told.refused.push(sectorId),
    partial: () => undefined,
    sector: ({ line }) => {
      lines.push(line);
      if (lines.length === stopAfter) stop.abort();
    },
  };
  const view = await runStudy(createEngine(null), job, TOWN, measurements, listener, stop.signal).catch(
    (error: unknown) => {
      if (stop.signal.aborted) return null;
      throw error;
    },
  );
  return { view, lines, told };
}

/** What is the same in every run: all but the time that it took. */
const figures = ({ tables, sectorIds }: StudyView) => ({
  sectorIds,
  tables: tables.map(({ methods, sentences, draws, cells }) => ({
    sentences,
    draws,
    cells,
    methods: methods.map(({ method, mae, rmse, interval, difference }) => ({
      method,
      mae,
      rmse,
      interval,
      difference,
    })),
  })),
});

describe('a study in the Worker', () => {
  it('tells of every complete sector in a line, of which its tables can be made again', async () => {
    const { view, lines, told } = await run(JOB);
    expect(view!.sectorIds).toEqual(['A', 'B', 'C']);
    expect(told.refused).toEqual(['nobody']);
    expect(view!.refused).toEqual([{ sectorId: 'nobody', message: expect.stringContaining('No row of walk.csv') }]);
    const again = keptStudy('verdict.jsonl', studyHeader({}) + lines.join(''), 42);
    expect(again).toEqual({ ...view, refused: [] });
    expect(view!.tables[0]).toMatchObject({ split: 'random', sectors: 3, draws: 2 });
  });

  it('goes on from what is known, without fitting that again, to the same figures', async () => {
    const whole = await run(JOB);
    const cut = await run(JOB, 1);
    expect([cut.view, cut.lines.length]).toEqual([null, 1]);
    const rest = await run({ ...JOB, known: studyHeader({}) + cut.lines.join('') });
    expect([...rest.told.fitted]).toEqual(['B', 'C']);
    expect(figures(rest.view!)).toEqual(figures(whole.view!));
    expect(rest.told.fractions[0]).toBeGreaterThanOrEqual(0.25);
    expect([...rest.told.fractions].sort((a, b) => a - b)).toEqual(rest.told.fractions);
    // With all of them known there is nothing to do but to say so; those that cannot be judged are refused again.
    const done = await run({ ...JOB, known: studyHeader({}) + [...cut.lines, ...rest.lines].join('') });
    expect([done.told.fitted.size, done.lines.length, done.told.refused]).toEqual([0, 0, ['nobody']]);
    expect(figures(done.view!)).toEqual(figures(whole.view!));
  });

  it('goes on with what the sectors that are known tell the others', async () => {
    const methods = ['constant', 'pooled-trees'] as const;
    const asked = { ...JOB, study: { ...JOB.study, methods, splits: [STUDY.splits[1]!] } };
    const whole = await run(asked);
    const cut = await run(asked, 2);
    const rest = await run({ ...asked, known: studyHeader({}) + cut.lines.join('') });
    expect([...rest.told.fitted]).toEqual(['C']);
    // Too few cells for trees, but those of all three are counted.
    const missing = ({ view }: typeof whole) => view!.tables[0]!.methods[1]!.missing;
    expect(missing(rest).at(-1)).toEqual({
      sectorId: 'C',
      reason: expect.stringMatching(/^3 sectors have \d+ measured/),
    });
    expect(missing(rest)).toEqual(missing(whole));
  });

  it('refuses what is known where it cannot be read', async () => {
    await expect(run({ ...JOB, known: `${studyHeader({})}{}\n` })).rejects.toThrow(/line 2 is not a sector's study/);
  });
});
