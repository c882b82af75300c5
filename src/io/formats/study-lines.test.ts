import { beforeAll, describe, expect, it } from 'vitest';
import type { SectorStudy } from '../../calibration/study/study.ts';
import { studySector } from '../../calibration/study/study-sector.ts';
import { drawnCase, knowsFormula, logDistance, STUDY } from '../../testing/study-case.ts';
import { readStudies, readStudyHeader, readStudyLines, studyHeader, studyLine } from './study-lines.ts';

const KEY = { scene: 'Town', sectors: [{ id: 'A', pattern: { horizontalLossDb: Float64Array.of(0, 1.5) } }] };
let studies: SectorStudy[];
let text: string;

beforeAll(async () => {
  const half = knowsFormula((x, y) => (x < 0 ? Number.NaN : logDistance(x, y)), 1);
  studies = await Promise.all(
    ['A', 'B'].map((id, k) => studySector(drawnCase(id, k, logDistance, 2), STUDY, {}, { dl: half })),
  );
  text = studyHeader(KEY, { state: 'running' }) + studies.map(studyLine).join('');
});

describe('a file of studies', () => {
  it('gives back what was written, cells without a level as such', () => {
    expect(readStudyLines('a.jsonl', text, KEY)).toEqual(studies);
    const levels = studies[0]!.splits[0]!.methods.find(({ method }) => method === 'dl');
    expect(levels).toMatchObject({ state: 'judged' });
    expect(text).toMatch(/"levelDbm":\[(null|-\d)/);
  });

  it('tells what it was made of and what else its program noted', () => {
    const { key, state } = readStudyHeader('a.jsonl', text);
    expect(key).toEqual({
      scene: 'Town',
      sectors: [{ id: 'A', pattern: { horizontalLossDb: { $float64: [0, 1.5] } } }],
    });
    expect(state).toBe('running');
  });

  it('leaves a line out that was being written when the run was broken off, and takes the last of a sector', () => {
    expect(readStudies('a.jsonl', text.slice(0, -50)).map(({ sectorId }) => sectorId)).toEqual(['A']);
    const [first] = studies;
    const again = text + studyLine({ ...first!, measuredCells: 7 });
    expect(readStudies('a.jsonl', again)[0]!.measuredCells).toBe(7);
  });

  it('is the same in whatever order its program wrote the fields', () => {
    const [sector] = KEY.sectors;
    const turned = { sectors: [{ pattern: sector!.pattern, id: sector!.id }], scene: KEY.scene };
    expect(readStudyLines('a.jsonl', text, turned)).toEqual(studies);
  });

  it('is refused where it was made of something else', () => {
    expect(() => readStudyLines('a.jsonl', text, { ...KEY, scene: 'Village' })).toThrow(
      /a\.jsonl: was begun with another scene: "Town" there, "Village" here/,
    );
  });

  const second = (change: (study: Record<string, unknown>) => void) => () => {
    const lines = text.split('\n');
    const study = JSON.parse(lines[2]!);
    change(study);
    lines[2] = JSON.stringify(study);
    return lines.join('\n');
  };
  const split = (study: Record<string, unknown>) => (study.splits as Record<string, unknown>[])[0]!;
  it.each<[string, () => string, RegExp]>([
    ['nothing', () => '', /line 1 is not the head/],
    ['another file', () => 'x,y,rsrp\n1,2,-80\n', /line 1 is not JSON/],
    ['another JSON', () => '{"format":"boresight-project"}\n', /line 1 is not the head/],
    ['a newer version', () => text.replace('"version":1', '"version":2'), /is of version 2, and version 1 is read/],
    ['a line that is no JSON', () => text.replace('\n{"sectorId":"B"', '\n"sectorId":"B"'), /line 3 is not JSON/],
    ['a sector without a name', second((of) => delete of.sectorId), /line 3 is not a sector's study/],
    ['a split that is nothing', second((of) => (of.splits as unknown[]).push(null)), /line 3 is not a sector's study/],
    ['cells without a position', second((of) => (split(of).x as unknown[]).pop()), /line 3 is not a sector's study/],
    ['a block beyond the last', second((of) => (split(of).blocks = 1)), /line 3 is not a sector's study/],
    [
      'a method that nobody knows',
      second((of) => ((split(of).methods as { method: string }[])[0]!.method = 'magic')),
      /line 3 is not a sector's study/,
    ],
    [
      'levels of other cells',
      second((of) => ((split(of).methods as { levelDbm: number[] }[])[0]!.levelDbm = [-80])),
      /line 3 is not a sector's study/,
    ],
  ])('refuses %s', (_, broken, message) => {
    expect(() => {
      readStudyHeader('a.jsonl', broken());
      readStudies('a.jsonl', broken());
    }).toThrow(message);
  });
});
