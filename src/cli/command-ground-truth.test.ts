import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { readNpy } from '../io/formats/npy.ts';
import { runCommand } from '../testing/run-command.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const { at, file } = temporaryFolder();

beforeAll(() => {
  file('sites.csv', 'id,lat,lon,height\nA/1,48.1,11.5,30\nB,48.101,11.5,30\n');
  // 0.001 degrees of latitude are 111.2 m here. Of A five rows pass, of B one.
  const rows = [0, 1, 2, 3, 4].map((k) => `${48.1002 + 0.001 * k},11.5,A/1,${-70 - k},3,0`);
  file(
    'walk.csv',
    [
      'lat,lon,cell,rsrp,accuracy,indoor',
      ...rows,
      '48.1,11.5,A/1,-60,25,0',
      '48.1,11.5,A/1,-60,3,1',
      '48.1,11.5,B,-90,3,0',
    ].join('\n'),
  );
});

async function run(...words: string[]) {
  const files = ['--measurements', at('walk.csv'), '--sites', at('sites.csv')];
  const { code, out, error } = await runCommand('ground-truth', ...files, '--json', ...words);
  return { code, error, document: code === 0 ? JSON.parse(out) : null };
}

it('writes the map of every sector with enough measurements, and counts what it left out', async () => {
  const { document } = await run('--min-records', '4', '--out', at('truth.npy'));
  expect(document).toMatchObject({
    rows: 8,
    accepted: 8,
    kept: 6,
    filters: [
      { filter: 'indoors', removed: 1 },
      { filter: 'not known to be outdoors', removed: 0 },
      { filter: 'position off by more than 10 m', removed: 1 },
      { filter: 'accuracy of the position not known', removed: 0 },
    ],
    sectors: [{ id: 'A/1', records: 5, cell_size: 2, radius: 512, within_radius: 1, cells: 5, median: -72 }],
    too_few: [{ id: 'B', records: 1 }],
  });
  expect(readdirSync(at('')).filter((name) => name.endsWith('.npy'))).toEqual(['truth-A_1.npy']);
  const { rows, columns, values } = readNpy(readFileSync(at('truth-A_1.npy')), 'truth.npy');
  expect([rows, columns, values.filter((v) => !Number.isNaN(v)).length]).toEqual([512, 512, 5]);
});

it('takes one sector whatever it has, in the cells that are asked for, under the name that is given', async () => {
  const { document } = await run('--sector', 'B', '--resolution', '5', '--out', at('b.tif'));
  expect(document.sectors).toMatchObject([{ id: 'B', records: 1, cell_size: 5, radius: 1280, out: at('b.tif') }]);
  expect(readdirSync(at(''))).toContain('b.tif');
});

it('says which sector comes nearest where none has enough', async () => {
  const { code, error } = await run();
  expect(code).toBe(1);
  expect(error).toMatch(/no sector of sites\.csv has more than 1000 measurements .*the most: A\/1 with 5/);
});
