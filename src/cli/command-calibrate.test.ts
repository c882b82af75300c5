import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-calibrate-'));
  write(
    'street.geojson',
    JSON.stringify({ type: 'FeatureCollection', features: [block(-20, 10, 20, 30, 20), block(-20, -30, 20, -10, 10)] }),
  );
  write('sites.csv', SITES);
  write('drive.csv', drive());
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const SITES =
  'id,x,y,height,azimuth,frequency,power,power_per,pattern\nA,-60,0,30,120,2600,15,re,tr38901\nB,60,0,30,270,2600,15,re,tr38901\nC,0,60,30,0,2600,15,re,iso\n';

function block(x0: number, y0: number, x1: number, y1: number, height: number) {
  // About 1e-5 degrees a metre at the equator.
  const at = (x: number, y: number) => [0.01 + x / 111_320, 0.01 + y / 110_574];
  const ring = [at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)];
  return { type: 'Feature', properties: { height }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** Levels that fall by 25 dB a decade from A, by 30 from B, with a ripple; along and beside the street. */
function drive(cells: readonly string[] = ['A', 'B'], level?: number): string {
  const rows = cells.flatMap((cell) => {
    const from = cell === 'A' ? -60 : 60;
    return Array.from({ length: 40 }, (_, i) => {
      const x = -48 + 5 * (i % 20);
      const y = -5 + 5 * Math.floor(i / 20);
      const fall = (cell === 'A' ? 25 : 30) * Math.log10(Math.hypot(x - from, y, 28) / 28);
      return `${x},${y},${cell},${(level ?? -70 - fall + 2 * Math.sin(1.7 * i)).toFixed(2)}`;
    });
  });
  return `x,y,cell,rsrp\n${rows.join('\n')}\n`;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const SMALL = ['--max-depth', '2', '--azimuths', '256', '--adapter', 'cpu', '--jobs', '1'];

function calibrate(changes: Readonly<Record<string, string | null>>, ...more: string[]) {
  const given = {
    scene: join(folder, 'street.geojson'),
    sites: join(folder, 'sites.csv'),
    measurements: join(folder, 'drive.csv'),
    method: 'A',
    ...changes,
  };
  const words = Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [`--${name}`, value]));
  return runCommand('calibrate', ...words, ...SMALL, ...more);
}

describe('boresight calibrate', () => {
  it('reports a sector completely in JSON', async () => {
    const { code, out, error } = await calibrate({ sector: 'A' }, '--tilt', '--json');
    expect(error).not.toContain('boresight:');
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(document).toMatchObject({
      engine: 'sweep',
      adapter: 'cpu (float64)',
      sectors: ['A'],
      refused: [],
      measurements: { rows: 80, accepted: 80, rejected: {} },
      settings: { max_depth: 2, azimuths: 256, cell_size: 5, receiver_height: 1.5, seed: 42 },
    });
    const [of] = document.runs;
    expect(of).toMatchObject({
      sector: 'A',
      method: 'A',
      split: { kind: 'random', train: 0.7, block: 100, seed: 42, draw: 0 },
      options: { tilt: true, walls: false, indoor: 'mask' },
    });
    expect(of.cells.train + of.cells.validation + of.cells.indoor_masked).toBe(of.cells.measured);
    expect(of.parameters.map(({ key }: { key: string }) => key)).toContain('downtilt');
    expect(Object.keys(of.parameters[0])).toEqual(
      'key label unit group prior fit interval95 curvature_interval95 identified at_bound note'.split(' '),
    );
    expect(of.correlation).toHaveLength(of.parameters.length);
    expect(of.correlation[0][0]).toBeCloseTo(1, 9);
    expect(of.iterations.length).toBeGreaterThan(0);
    expect(of.mae.validation.selected.covered).toBeLessThan(of.mae.before.covered);
    expect(of.baselines.map(({ name }: { name: string }) => name)).toEqual([
      'constant',
      'log-distance',
      'log-distance + pattern',
      'inverse distance',
      'residual kriging',
    ]);
    expect(of.verdict.sentences.length).toBeGreaterThan(0);
    expect(document.timings.paths).toBeGreaterThan(0);
    expect(document.summary[0].methods[0].selected.covered).toBe(of.mae.validation.selected.covered);
  });

  it('holds each drive out in turn where the measurements have times', async () => {
    const [head, ...rows] = drive(['A']).trimEnd().split('\n');
    const at = (i: number) => new Date(Date.UTC(2026, 3, 14, 8 + Math.floor(i / 20), 0, i)).toISOString();
    const timed = write('timed.csv', `${head},time\n${rows.map((row, i) => `${row},${at(i)}`).join('\n')}\n`);
    const words = ['--split', 'routes', '--draws', '2', '--json'];
    const { code, out } = await calibrate({ method: 'log-distance', measurements: timed }, ...words);
    expect(code).toBe(0);
    const { runs } = JSON.parse(out);
    // Two drives of 20 cells each; the truth is the line, with a ripple of 2 dB.
    expect(runs.map((run: { cells: { validation: number } }) => run.cells.validation)).toEqual([20, 20]);
    for (const run of runs) expect(run.mae.validation.selected.covered).toBeLessThan(1.8);
    expect(runs[0].mae.validation.selected.covered).not.toBe(runs[1].mae.validation.selected.covered);
  });

  it('holds methods, splits and draws against one another on all measured sectors', async () => {
    const words = ['--split', 'both', '--draws', '2', '--block', '25', '--json'];
    const { code, out } = await calibrate({ method: 'offset,log-distance', sector: null }, ...words);
    expect(code).toBe(0);
    const document = JSON.parse(out);
    // C is in the list, but no row names it.
    expect(document.sectors).toEqual(['A', 'B']);
    expect(document.runs).toHaveLength(2 * 2 * 2 * 2);
    expect(document.summary.map((s: { split: string; seed: number }) => [s.split, s.seed])).toEqual([
      ['random', 42],
      ['random', 43],
      ['blocks', 42],
      ['blocks', 43],
    ]);
    const of = (split: string) =>
      document.runs.filter(
        (r: { method: string; split: { kind: string; draw: number } }) =>
          r.method === 'offset' && r.split.kind === split && r.split.draw === 1,
      );
    const mean = of('blocks').reduce(
      (sum: number, r: { mae: { validation: { selected: { covered: number } } } }) =>
        sum + r.mae.validation.selected.covered / 2,
      0,
    );
    expect(document.summary[3].methods[0].selected).toMatchObject({ sectors: 2 });
    expect(document.summary[3].methods[0].selected.covered).toBeCloseTo(mean, 9);
  });

  it('says it in words: the verdict first for one sector, a table for many', async () => {
    const one = await calibrate({ sector: 'B', method: 'offset' });
    expect(one.code).toBe(0);
    expect(one.out).toMatch(/^B \(offset, random split, seed 42\): The held-out error goes from/);
    expect(one.out).toMatch(/Offset +0 +-?\d/);
    expect(one.out).toMatch(/\(inverse distance\) +\d/);
    const two = await calibrate({ method: 'offset,log-distance', split: 'both', block: '25' });
    expect(two.out).toMatch(/ random +random, all +blocks +blocks, all +sectors\n/);
    expect(two.out).toMatch(/\noffset( +\d+\.\d\d){4} +2\n/);
    expect(two.out.trimEnd().split('\n').at(-1)).toMatch(/^load .* in all .* on cpu/);
  });

  it('writes parameters from which predict gives the calibrated levels', async () => {
    const file = join(folder, 'parameters.json');
    const done = await calibrate({ sector: 'A', method: 'offset', out: file }, '--json');
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out).written).toEqual([file]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const offset: number = JSON.parse(readFileSync(file, 'utf8')).sectors.A.offset;
    const map = ['predict', '--scene', join(folder, 'street.geojson'), '--sites', join(folder, 'sites.csv')];
    const how = ['--sector', 'A', '--layer', 'rsrp', '--size', '24', '--azimuths', '256', '--adapter', 'cpu', '--json'];
    const listed = JSON.parse((await runCommand(...map, ...how, '--max-depth', '2')).out);
    // The depth is that of the calibration.
    const { out, error } = await runCommand(...map, ...how, '--parameters', file);
    expect(error).not.toContain('boresight:');
    const calibrated = JSON.parse(out);
    expect(calibrated.median - listed.median).toBeCloseTo(offset, 3);
    expect(calibrated.parameters).toMatchObject({ method: 'offset', sectors: ['A'] });

    const refusals: [string[], RegExp][] = [
      [['--sector', 'B', '--parameters', file], /--parameters holds A, not B; calibrate it/],
      [['--sector', 'A', '--parameters', file, '--azimuth', '10'], /already sets the azimuth/],
      [
        ['--sector', 'A', '--parameters', file, '--engine', 'free-space'],
        /fitted to the sweep and mean nothing to free-space/,
      ],
      [['--parameters', write('other.json', '{"format":"x"}')], /other\.json is no file of calibrated parameters/],
      [
        ['--parameters', write('newer.json', readFileSync(file, 'utf8').replace('"version": 1', '"version": 9'))],
        /newer\.json has version 9/,
      ],
    ];
    for (const [words, message] of refusals) {
      const refused = await runCommand(...map, ...words, '--json');
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.error).toMatch(message);
    }
    const all = await runCommand(
      ...map,
      '--parameters',
      file,
      '--layer',
      'rsrp',
      '--size',
      '8',
      '--azimuths',
      '64',
      '--adapter',
      'cpu',
    );
    expect(all.error).toContain('lacks 2 of 3 sectors (B, C)');
  });

  it('writes the tuned level and its field, and predict puts them on top of the engine', async () => {
    const file = join(folder, 'tuned.json');
    // The field is learned from blocks of 100 m, so the city must be longer than the others' here.
    const far = [block(-330, 20, -310, 40, 10), block(-20, 10, 20, 30, 20), block(310, 20, 330, 40, 10)];
    const scene = write('long.geojson', JSON.stringify({ type: 'FeatureCollection', features: far }));
    const levels = Array.from({ length: 60 }, (_, i) => `${-297.5 + 10 * i},2.5,${-70 - i / 3 + 4 * Math.sin(i / 5)}`);
    const measurements = write('long.csv', `x,y,rsrp\n${levels.join('\n')}\n`);
    const done = await calibrate(
      { scene, sector: 'A', measurements, method: 'tuned', out: file },
      '--residual-field',
      '--json',
    );
    expect(done.error).not.toContain('boresight:');
    const [of] = JSON.parse(done.out).runs;
    expect(of.result.correction).toMatchObject({ field: true });
    const map = ['predict', '--scene', scene, '--sites', join(folder, 'sites.csv')];
    const how = ['--sector', 'A', '--parameters', file, '--bounds', '-350,-60,350,65', '--azimuths', '256'];
    const out = join(folder, 'corrected.npy');
    await runCommand(...map, ...how, '--adapter', 'cpu', '--layer', 'rsrp', '--out', out);
    const compared = await runCommand('compare', '--prediction', out, '--measurements', measurements, '--json');
    const errors = [of.with_field.train, of.with_field.validation];
    const mean =
      errors.reduce((sum, e) => sum + e.covered * e.covered_cells, 0) /
      (errors[0].covered_cells + errors[1].covered_cells);
    expect(JSON.parse(compared.out).mae).toBeCloseTo(mean, 1);
    expect((await runCommand(...map, ...how, '--adapter', 'cpu')).error).toMatch(
      /path gain has no part in; give --layer rsrp/,
    );
  });

  it('goes on without a sector that its data cannot carry, and says so', async () => {
    const measurements = write('one-flat.csv', drive(['A']) + drive(['B'], -80).replace(/^.*\n/, ''));
    const { code, out } = await calibrate({ measurements, method: 'offset' }, '--json');
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(document.sectors).toEqual(['A']);
    expect(document.refused).toMatchObject([{ sector: 'B', message: expect.stringMatching(/read -80\.0 dBm/) }]);
  });

  it.each<[string, Record<string, string | null>, string[], RegExp]>([
    ['no method', { method: null }, [], /--method is missing/],
    ['an unknown method', { method: 'ofset' }, [], /--method ofset: must be one of .*did you mean offset\?/],
    ['a blank in the methods', { method: 'A,,AM' }, [], /--method : must be one of/],
    [
      'a network among parameters',
      { method: 'dl', out: 'p.json' },
      [],
      /--out p\.json: what dl trains is written as \.tuned/,
    ],
    ['one network of many sectors', { method: 'dl', sector: 'A,B', out: 'p.tuned' }, [], /2 sectors are asked for/],
    ['a model for another method', { model: 'unet' }, [], /--model is of --method dl/],
    ['a model that cannot be trained', { method: 'dl', model: 'mpnn', block: '30' }, [], /MPNN has no training step/],
    [
      'too few cells for a network',
      { method: 'dl', block: '30' },
      [],
      /measured cells are left to train U-Net of measurements on; it takes 50/,
    ],
    ['cells in one block', { method: 'dl', block: '5000' }, [], /can be kept apart.*Make blocks smaller/],
    ['measurements of another sector', { method: 'dl', sector: 'C' }, [], /No row of drive\.csv names sector C/],
    ['the launch engine', { engine: 'launch' }, [], /launch engine is not available in this version/],
    ['another engine', { engine: 'reference' }, [], /only the sweep records the paths/],
    ['a share of 2', { train: '2' }, [], /--train 2: must be a number from 0\.05 to 0\.95/],
    ['a block of nothing', { block: '0' }, [], /--block 0/],
    ['half a draw', { draws: '1.5' }, [], /--draws 1\.5: must be a whole number/],
    [
      'an unknown split',
      {},
      ['--split', 'sideways'],
      /--split sideways: must be one of random, blocks, routes, both, all/,
    ],
    ['another word for a split', {}, ['--split', 'route'], /--split route: .*; did you mean routes\?/],
    [
      'parameters of two methods',
      { method: 'A,AM', out: 'p.json' },
      [],
      /parameters of one method, and 2 are asked for/,
    ],
    ['parameters of two splits', { split: 'both', out: 'p.json' }, [], /one fit a sector, and 2 splits/],
    ['parameters of a formula', { method: 'log-distance', out: 'p.json' }, [], /model of its own/],
    ['parameters in a table', { out: 'p.csv' }, [], /parameters are written as \.json/],
    [
      'a sector that is not listed',
      { sector: 'D' },
      [],
      /calibrate: --sector D is not in sites\.csv \(3 sectors: A, B, C\)/,
    ],
    ['a sector without rows', { sector: 'C' }, [], /No row of drive\.csv names sector C .* names A, B/],
    ['too few rows', { 'min-rows': '1000' }, [], /none of the 2 measured sectors has that many rows, the most is 40/],
    ['rows for one sector', { sector: 'A', 'min-rows': '5' }, [], /--min-rows chooses among all sectors/],
    ['no routes', { sector: 'A', split: 'routes' }, [], /tell no routes apart/],
    ['no such file', { measurements: 'absent.csv' }, [], /No such file: absent\.csv/],
  ])('refuses %s', async (_, changes, more, message) => {
    const { code, out, error } = await calibrate(changes, ...more, '--json');
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(message);
    expect(error).not.toContain('    at ');
  });

  it.each<[string, string, Record<string, string>, RegExp]>([
    ['levels that are all alike', drive(['A'], -80), {}, /training cells of sector A read -80\.0 dBm/],
    ['names that no site has', drive(['X1', 'X2']), {}, /the measurements name X1, X2, the sites A, B, C; rename/],
    [
      'rows that name no cell',
      'x,y,rsrp\n-40,0,-80\n-35,0,-81\n',
      {},
      /names no serving cell.*give one --sector ID \(of A, B, C\)/,
    ],
    [
      'rows that cannot be used',
      'x,y,cell,rsrp\n1,2,A,weak\n',
      {},
      /has 1 rows and none of them can be used: 1 rsrp-not-a-number/,
    ],
    [
      'measurements indoors alone',
      'x,y,cell,rsrp\n0,20,A,-80\n5,20,A,-82\n-5,20,A,-84\n0,15,A,-86\n',
      {},
      /All 4 measured cells lie inside buildings/,
    ],
    [
      'fewer cells than parameters',
      'x,y,cell,rsrp\n-40,0,A,-80\n-35,0,A,-82\n-30,0,A,-84\n-25,0,A,-86\n',
      {},
      /[23] covered training cells cannot tell 4 parameters of sector A/,
    ],
    [
      'places that nothing reaches',
      'x,y,cell,rsrp\n2,32,A,-80\n7,32,A,-82\n12,32,A,-84\n17,32,A,-86\n',
      { reflection: 'off', refraction: 'off', diffraction: 'off' },
      /No path of sector A leads to any of its/,
    ],
  ])('refuses %s', async (_, text, changes, message) => {
    const measurements = write('bad.csv', text);
    const { code, out, error } = await calibrate({ measurements, ...changes });
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(message);
  });
});
