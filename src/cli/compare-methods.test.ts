import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-methods-'));
  write(
    'street.geojson',
    JSON.stringify({ type: 'FeatureCollection', features: [block(-20, 10, 20, 30), block(-20, -30, 20, -10)] }),
  );
  write(
    'sites.csv',
    'id,x,y,height,azimuth,frequency,power,power_per,pattern\nA,-60,0,30,120,2600,15,re,tr38901\nB,60,0,30,270,2600,15,re,tr38901\nC,0,60,30,0,2600,15,re,iso\n',
  );
  write('drive.csv', `x,y,cell,rsrp\n${[...rows('A', -60, 25), ...rows('B', 60, 30), '0,0,C,-90'].join('\n')}\n`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function block(x0: number, y0: number, x1: number, y1: number) {
  // About 1e-5 degrees a metre at the equator.
  const at = (x: number, y: number) => [0.01 + x / 111_320, 0.01 + y / 110_574];
  const ring = [at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)];
  return { type: 'Feature', properties: { height: 20 }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** Levels that fall by so many dB a decade, with a ripple, beside the street. */
function rows(cell: string, fromX: number, slope: number): string[] {
  return Array.from({ length: 60 }, (_, i) => {
    const x = -48 + 5 * (i % 20);
    const y = -5 + 5 * Math.floor(i / 20);
    const level = -70 - slope * Math.log10(Math.hypot(x - fromX, y, 28) / 28) + 2 * Math.sin(1.7 * i);
    return `${x},${y},${cell},${level.toFixed(2)}`;
  });
}

const SMALL = ['--max-depth', '2', '--azimuths', '256', '--adapter', 'cpu', '--jobs', '1', '--block', '15'];
const CHEAP = ['--methods', 'constant,log-distance,inverse-distance,rt'];

async function compare(...words: string[]) {
  const files = ['scene', 'sites', 'measurements'].flatMap((name, k) =>
    words.includes(`--${name}`) ? [] : [`--${name}`, join(folder, ['street.geojson', 'sites.csv', 'drive.csv'][k]!)],
  );
  return runCommand('compare', ...files, ...SMALL, ...words);
}

interface Document {
  readonly tables: readonly {
    readonly split: string;
    readonly policy: string;
    readonly sectors: number;
    readonly draws: number;
    readonly cells: number;
    readonly verdict: readonly string[];
    readonly methods: readonly {
      readonly method: string;
      readonly cells: number;
      readonly mae: { readonly mean: number; readonly sd: number; readonly count: number };
      readonly by_sector: readonly {
        readonly sector: string;
        readonly draws: number;
        readonly mae: number;
        readonly cells: number;
      }[];
      readonly missing: readonly { readonly reason: string }[];
    }[];
  }[];
  readonly refused: readonly { readonly sector: string }[];
}

describe('boresight compare over methods', () => {
  it('gives one table for every split and policy, each figure with its count, and refuses what data cannot carry', async () => {
    const { code, out } = await compare('--sectors', 'all', ...CHEAP, '--json');
    expect(code).toBe(0);
    const { tables, refused } = JSON.parse(out) as Document;
    expect(tables.map(({ split, policy }) => `${split} ${policy}`)).toEqual([
      'random covered',
      'random all',
      'blocks covered',
      'blocks all',
    ]);
    const [first] = tables;
    // 30 % of 60 cells each; C has one cell, which cannot be split.
    expect(first).toMatchObject({ sectors: 2, cells: 36 });
    expect(first!.methods.map(({ method }) => method)).toEqual(['constant', 'log-distance', 'inverse-distance', 'rt']);
    for (const { cells, mae, by_sector: bySector } of first!.methods) {
      expect(cells).toBe(bySector.reduce((sum, one) => sum + one.cells, 0));
      expect(mae.mean).toBeCloseTo(bySector.reduce((sum, one) => sum + one.mae, 0) / bySector.length, 9);
    }
    const mae = (method: string) => first!.methods.find((one) => one.method === method)!.mae.mean;
    // The ripple of 2 dB leaves a mean of 4/pi to the line that is the truth.
    expect(mae('log-distance')).toBeLessThan(1.6);
    expect(mae('constant')).toBeGreaterThan(mae('log-distance') + 1);
    expect(first!.verdict[0]).toContain('log-distance');
    expect(refused).toEqual([]);
    expect(first).toHaveProperty('refused', [expect.objectContaining({ sector: 'C' })]);
  });

  it('judges maps of another source as they are and with a residual, where there is one', async () => {
    const maps = join(folder, 'maps');
    mkdirSync(maps);
    const sites = ['--scene', join(folder, 'street.geojson'), '--sites', join(folder, 'sites.csv')];
    const place = ['--bounds', '-60,-20,80,20', '--cell-size', '5', '--layer', 'rsrp', '--out', join(maps, 'A.tif')];
    const made = await runCommand('predict', ...sites, '--sector', 'A', '--engine', 'free-space', ...place);
    expect(made.code).toBe(0);
    const rows = ['--methods', 'given,given-residual', '--sectors', 'A,B', '--split', 'random'];
    const { out } = await compare(...rows, '--maps', maps, '--json');
    const [table] = (JSON.parse(out) as Document).tables;
    const [given, corrected] = table!.methods;
    // Free space falls by 20 dB a decade from another level; the field bends it to what was measured.
    expect(given!.mae.mean).toBeGreaterThan(15);
    expect(corrected!.mae.mean).toBeLessThan(2);
    expect(given!.by_sector.map(({ sector }) => sector)).toEqual(['A']);
    expect(given!.missing[0]!.reason).toContain('No map of sector B was given');
    const without = await compare(...rows, '--json');
    expect(without.code).toBe(1);
    expect(without.error).toContain('--maps FOLDER');
  });

  it('goes on from a file: sectors and methods that it holds are not done again', async () => {
    const file = join(folder, 'study.jsonl');
    const once = await compare('--sectors', 'all', '--min-rows', '2', ...CHEAP, '--json', '--resume', file);
    // The run was broken off while it wrote the second sector.
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(4);
    writeFileSync(file, `${lines[0]}\n${lines[1]}\n${lines[2]!.slice(0, 500)}`);
    const again = await compare('--sectors', 'all', '--min-rows', '2', ...CHEAP, '--json', '--resume', file);
    expect(again.error).toContain('holds 1 of 2 sectors');
    const figures = (out: string) =>
      (JSON.parse(out) as Document).tables.map(({ methods, verdict }) => [verdict, methods.map(({ mae }) => mae)]);
    expect(figures(again.out)).toEqual(figures(once.out));
    const more = await compare(
      '--sectors',
      'all',
      '--min-rows',
      '2',
      '--methods',
      'constant,kriging',
      '--json',
      '--resume',
      file,
    );
    const [table] = (JSON.parse(more.out) as Document).tables;
    expect(table!.methods.map(({ method, mae }) => `${method} ${mae.count}`)).toEqual(['constant 2', 'kriging 2']);
    const other = await compare('--sectors', 'all', '--resume', file, '--seed', '7');
    expect(other.code).toBe(1);
    expect(other.error).toMatch(/study\.jsonl: was begun with another splits, settings: .*"seed":42.*"seed":7/);
  });

  it('takes the mean over several draws of each sector, and counts draws and the cells of all of them', async () => {
    const words = ['--sectors', 'A,B', '--split', 'random', ...CHEAP, '--json'];
    const single = await Promise.all(['42', '43'].map((seed) => compare(...words, '--seed', seed)));
    const both = await compare(...words, '--draws', '2');
    const [a, b] = single.map(({ out }) => (JSON.parse(out) as Document).tables[0]!);
    const [table] = (JSON.parse(both.out) as Document).tables;
    expect(table).toMatchObject({ sectors: 2, draws: 2, cells: 72 });
    for (const [k, row] of table!.methods.entries()) {
      expect(row.mae.count).toBe(2);
      for (const [s, of] of row.by_sector.entries()) {
        const [one, other] = [a!.methods[k]!.by_sector[s]!, b!.methods[k]!.by_sector[s]!];
        expect(one.mae).not.toBe(other.mae);
        expect(of).toMatchObject({ sector: one.sector, draws: 2, cells: 36 });
        expect(of.mae).toBeCloseTo((one.mae + other.mae) / 2, 9);
      }
    }
    expect(table!.verdict[0]).toContain('2 sectors, 72 cells of 2 draws, means over the draws of each sector.');
    const { out } = await compare('--sectors', 'A,B', '--split', 'random', ...CHEAP, '--draws', '2');
    expect(out).toMatch(/^sectors, draws, held-out cells +2, 2, 72 +2, 2, 72$/m);
  });

  it('holds whole drives out of measurements with times, one after the other', async () => {
    const timed = join(folder, 'timed.csv');
    // Three passes of each sector's street, an hour apart; both sectors of a place are read in one second.
    const lines = readFileSync(join(folder, 'drive.csv'), 'utf8').trimEnd().split('\n').slice(1, 121);
    const at = (k: number) => new Date(Date.UTC(2026, 3, 14, 8 + Math.floor((k % 60) / 20), 0, k % 60)).toISOString();
    write('timed.csv', `x,y,cell,rsrp,time\n${lines.map((line, k) => `${line},${at(k)}`).join('\n')}\n`);
    const words = ['--sectors', 'A,B', '--split', 'routes', ...CHEAP, '--json'];
    const one = JSON.parse((await compare(...words, '--measurements', timed)).out) as Document;
    // A third of the 60 cells of each.
    expect(one.tables[0]).toMatchObject({ split: 'routes', sectors: 2, draws: 1, cells: 40 });
    const { tables, refused } = JSON.parse(
      (await compare(...words, '--measurements', timed, '--draws', '5')).out,
    ) as Document;
    // There are three drives: the fourth draw would be the first again.
    expect(tables[0]).toMatchObject({ sectors: 2, draws: 3, cells: 120 });
    expect(refused).toEqual([]);
    const mae = (method: string) => tables[0]!.methods.find((of) => of.method === method)!.mae.mean;
    // The ripple of 2 dB leaves 4/pi to the line that is the truth, whichever drive it was fitted to.
    expect(mae('log-distance')).toBeGreaterThan(1);
    expect(mae('log-distance')).toBeLessThan(1.7);
    expect(mae('constant')).toBeGreaterThan(mae('log-distance') + 1);
    const { out } = await compare('--sectors', 'A,B', '--split', 'routes', ...CHEAP, '--json');
    expect((JSON.parse(out) as Document).tables[0]!.verdict).toEqual([
      expect.stringMatching(/^No sector can be held out so: .*they carry no times/),
    ]);
  });

  it('prints the layout of Table 2 and writes it, and every sector as CSV', async () => {
    const table = join(folder, 'table.md');
    const { out } = await compare('--sectors', 'A,B', ...CHEAP, '--out', table);
    expect(out).toMatch(/^ +random, covered +random, all +blocks, covered +blocks, all$/m);
    expect(out).toMatch(/^sectors, held-out cells +2, 36 +2, 36 /m);
    expect(out).toMatch(/^log-distance +\d\.\d\d ± \d\.\d\d /m);
    expect(readFileSync(table, 'utf8')).toMatch(/^\| inverse distance \| \d\.\d\d ± \d\.\d\d \|/m);
    const csv = join(folder, 'table.csv');
    await compare('--sectors', 'A,B', '--split', 'random', ...CHEAP, '--out', csv);
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toBe('split,policy,method,sector,draws,cells,mae_db,rmse_db,seconds,missing_because');
    // 2 policies x 4 methods x 2 sectors.
    expect(lines).toHaveLength(1 + 16);
    expect(lines[1]).toMatch(/^random,covered,constant,[AB],1,18,\d/);
  });

  it.each([
    [['--methods', 'kringing'], /--methods kringing: must be of .*; did you mean kriging\?/],
    [['--split', 'route'], /--split route: must be one of random, blocks, routes, both, all; did you mean routes\?/],
    [['--policy', 'all'], /--policy is of a given map/],
    [['--out', 'table.txt'], /a table is written as \.csv, \.json or \.md/],
  ])('refuses %j', async (words, message) => {
    const { code, error } = await compare('--sectors', 'all', ...words);
    expect(code).toBe(1);
    expect(error).toMatch(message);
  });

  it('refuses options of methods for maps that are given', async () => {
    const { code, error } = await runCommand('compare', '--prediction', 'map.npy', '--methods', 'constant');
    expect(code).toBe(1);
    expect(error).toMatch(/--methods is of a comparison of methods/);
  });
});
