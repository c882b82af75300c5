import { expect, it } from 'vitest';
import { driveRoute } from '../measurements/drive-route.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { runCommand } from '../testing/run-command.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const { at, file } = temporaryFolder();
const SITES = 'id,x,y,height\nA,0,0,30\n';

/** Two phones along the streets of a city, one of which reads 4 dB more, every position 8 m too far east. */
let known: string | null = null;
function log(): string {
  known ??= driven();
  return known;
}

function driven(): string {
  const track = driveRoute(synthesiseCity(7).roads, 2400, 9, 4);
  const rows = [...track.x].flatMap((x, i) => {
    const level = -90 + (((i * 7919) % 13) - 6) / 3;
    const time = new Date(Date.UTC(2026, 2, 1) + 1000 * i).toISOString();
    const line = (phone: string, dbm: number) =>
      [x + 8, track.y[i], dbm.toFixed(2), 'A', phone, time, (i % 3 === 0 ? 0 : 8).toString()].join(',');
    return [line('one', level), line('two', level + 4)];
  });
  return `x,y,rsrp,cell,device,time,speed_mps\n${rows.join('\n')}\n`;
}

async function truthOf(...words: string[]) {
  const given = ['--measurements', file('log.csv', log()), '--sites', file('sites.csv', SITES), '--sector', 'A'];
  const { code, out, error } = await runCommand('ground-truth', ...given, ...words, '--json');
  return { code, error, document: code === 0 ? JSON.parse(out) : null };
}

it('leaves out rows outside of ranges of time and speed, and counts them', async () => {
  const { document, error } = await truthOf(
    '--from',
    '2026-03-01T00:10:00',
    '--to',
    '2026-03-01T00:19:59Z',
    '--least-speed',
    '1',
  );
  expect(error).toBe('');
  expect(document).toMatchObject({ rows: 4800, accepted: 4800, kept: 800 });
  expect(document.preparation.removed).toEqual([
    { filter: 'time not known', removed: 0 },
    { filter: 'before the range of times', removed: 1200 },
    { filter: 'after the range of times', removed: 2400 },
    { filter: 'speed not known', removed: 0 },
    { filter: 'slower than the range of speeds', removed: 400 },
    { filter: 'faster than the range of speeds', removed: 0 },
  ]);
});

it('levels phones against one another where asked', async () => {
  const plain = await truthOf();
  expect(plain.document.preparation).toBeUndefined();
  const { document } = await truthOf('--device-offsets', 'on');
  const [one, two] = document.preparation.device_offsets;
  expect(two.offset - one.offset).toBeGreaterThan(3.5);
  expect(two.offset - one.offset).toBeLessThan(4.1);
  expect(document.sectors[0].cells).toBe(plain.document.sectors[0].cells);
});

it('lays positions on the streets of a scene where asked', async () => {
  const { document, error } = await truthOf('--shift', 'auto', '--scene', 'synthetic:7');
  expect(error).toBe('');
  const { shift } = document.preparation;
  expect(shift).toMatchObject({ applied: true, because: null });
  expect(Math.abs(shift.east + 8)).toBeLessThan(0.8);
  expect(Math.abs(shift.north)).toBeLessThan(0.8);
  expect(shift.distance_after).toBeLessThan(shift.distance_before - 2);
  const by = await truthOf('--shift', '-8,0');
  expect(by.document.preparation.shift).toEqual({ east: -8, north: 0 });
  expect(by.document.sectors[0].d90).toBeCloseTo(document.sectors[0].d90, -1);
});

it('tells why positions stay where they are', async () => {
  const given = [
    '--measurements',
    file('short.csv', 'x,y,rsrp,cell\n1,1,-80,A\n2,2,-81,A\n'),
    '--sites',
    at('sites.csv'),
  ];
  const { code, error } = await runCommand(
    ...(['ground-truth', ...given, '--sector', 'A', '--shift', 'auto', '--scene', 'synthetic:7'] as const),
  );
  expect(code).toBe(0);
  expect(error).toMatch(/--shift auto: positions stay as they are, since only \d places? lie/);
});

it.each([
  [['--shift', 'auto'], '--shift auto needs the streets of a scene; give --scene'],
  [['--shift', '3'], '--shift 3 has 1 part'],
  [['--from', 'yesterday'], '--from yesterday: must be a date and time'],
  [['--from', '2030-01-01T00:00:00'], 'none of its 4800 rows is left'],
  [['--least-speed', '-1'], '--least-speed -1: must be a number [m/s]'],
])('refuses %j', async (words, message) => {
  const { code, error } = await truthOf(...words);
  expect(code).toBe(1);
  expect(error).toContain(message);
});
