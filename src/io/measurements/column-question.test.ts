import { describe, expect, it } from 'vitest';
import { openTables } from '../tables/table-formats.ts';
import { columnQuestion, tryDraft } from './column-question.ts';
import { ColumnsUnknown } from './columns-unknown.ts';
import { knownFor, namesColumns, sameHeader } from './known-columns.ts';
import { draftOf } from './mapping-draft.ts';
import { readMeasurements } from './read-measurements.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const ask = async (text: string, known: Parameters<typeof columnQuestion>[2] = []) =>
  columnQuestion('m.csv', await openTables('m.csv', bytesOf(text)), known);
const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('\n');
const meaningless = `a,b,c\n${rows(300, (i) => `48.${100 + i},11.5${100 + i},${i % 50 === 9 ? 'x' : -80}`)}\n`;
const mapping = { position: { kind: 'wgs84', lat: 'a', lon: 'b' }, rsrp: 'c' } as const;

describe('the question for columns', () => {
  it('shows the first 200 rows, what is guessed, and why it is asked', async () => {
    const question = await ask(meaningless);
    expect(question).toMatchObject({
      name: 'm.csv',
      title: 'CSV with commas',
      columns: ['a', 'b', 'c'],
      counts: 'line',
    });
    expect(question.rows).toHaveLength(200);
    expect(question.rows[8]).toEqual({ fields: ['48.108', '11.5108', '-80'], at: 10 });
    expect(question.draft).toMatchObject({ kind: 'wgs84', first: 'a', second: 'b', rsrp: '' });
    expect(question.because).toBe('no column of position (lat and lon, or x and y)');
  });

  it('says what would become of them', async () => {
    const question = await ask(meaningless);
    expect(tryDraft(question, question.draft)).toBeNull();
    const trial = tryDraft(question, draftOf(mapping));
    expect(trial).toMatchObject({ rows: 200, accepted: 196 });
    expect(trial?.remark).toMatch(/^4 rows left out, RSRP is text \(lines 11, 61, 111, 161; e\.g\. "x"\)$/);
    const swapped = tryDraft(question, draftOf({ ...mapping, position: { kind: 'local', x: 'c', y: 'a' }, rsrp: 'b' }));
    expect(swapped).toMatchObject({ accepted: 0 });
  });

  it('is filled in with what was said before, or with what is told of a known layout', async () => {
    const said = { mapping, header: ['c', 'b', 'a'] };
    expect(await ask(meaningless, [said])).toMatchObject({ because: null, draft: { rsrp: 'c' } });
    expect(await ask('lat,lon,rsrp\n1,2,-80\n')).toMatchObject({
      because: null,
      draft: { first: 'lat', rsrp: 'rsrp' },
    });
    const metres = await ask('x,y,rsrp\n691607,5334760,-80\n');
    expect(metres).toMatchObject({
      because: expect.stringContaining('metres of a projected system that the file does not name'),
      draft: { kind: 'projected', epsg: null },
    });
    expect(tryDraft(metres, { ...metres.draft, epsg: 32632 })).toEqual({ rows: 1, accepted: 1, remark: null });
    expect((await ask('lat,lon,rssi\n1,2,-80\n')).because).toMatch(/its level "rssi" is the power of a whole channel/);
  });

  it('is not asked of what no choice could mend', async () => {
    await expect(ask('place,rsrp\nhere,-80\n')).rejects.toThrow(/no table in it whose columns could be chosen/);
  });
});

describe('tables whose columns a person can tell', () => {
  it.each([
    [meaningless, true],
    ['x,y,rsrp\n691607,5334760,-80\n', true],
    ['lat,lon,rssi\n1,2,-80\n', true],
    ['place,rsrp\nhere,-80\n', false],
  ])('%#', async (text, asked) => {
    const error = await readMeasurements('m.csv', bytesOf(text)).catch((cause: unknown) => cause);
    expect(error instanceof ColumnsUnknown).toBe(asked);
  });

  it('are read as was said before, whatever the order of their columns; others as they are told', async () => {
    const known = [{ mapping, header: ['c', 'a', 'b'] }];
    const set = await readMeasurements('m.csv', bytesOf(meaningless), { known });
    expect([set.rows, set.count, set.parts[0]?.layout]).toEqual([300, 294, 'as mapped']);
    const told = await readMeasurements('t.csv', bytesOf('lat,lon,rsrp\n1,2,-80\n'), { known });
    expect(told.parts[0]?.layout).toBe('a table with named columns');
  });

  it('are known by the set of their names', () => {
    expect([sameHeader(['a', 'b'], ['b', 'a']), sameHeader(['a', 'b'], ['a']), sameHeader(['a'], ['b'])]).toEqual([
      true,
      false,
      false,
    ]);
    expect(knownFor({ columns: ['a'] }, [{ mapping }])).toBeUndefined();
    expect([namesColumns(['column 1', 'column 2']), namesColumns(['column 1', 'lat'])]).toEqual([false, true]);
  });
});
