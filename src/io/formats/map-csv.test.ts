import { describe, expect, it } from 'vitest';
import { localFromWgs84, utmFrame } from '../../raster/geo-frame.ts';
import { csvOfMap, csvText } from './map-csv.ts';
import type { MapDescription } from './map-description.ts';

const description: MapDescription = {
  format: 'boresight-map',
  version: 1,
  layer: 'rsrp',
  unit: 'dBm',
  grid: { columns: 3, rows: 2, cellSizeM: 0.1, westM: 0.2, northM: 0.3 },
  frame: null,
  scene: 's',
  engine: 'sweep',
  receiverZM: 1.5,
  sectors: [],
};
const linesOf = (values: readonly number[], patch: Partial<MapDescription> = {}) =>
  new TextDecoder().decode(csvOfMap(Float32Array.from(values), { ...description, ...patch })).split('\n');

describe('csvOfMap', () => {
  it('has a line for every cell with data, with as many digits as the value has', () => {
    expect(linesOf([-80.1, Number.NaN, -90, -100.123456, Number.NaN, 1 / 3])).toEqual([
      'x [m],y [m],rsrp [dBm]',
      '0.25,0.25,-80.1',
      '0.45,0.25,-90',
      '0.25,0.15,-100.12346',
      '0.45,0.15,0.33333334',
      '',
    ]);
  });

  it('keeps every line of a long table', () => {
    const grid = { ...description.grid, columns: 300, rows: 300 };
    const lines = linesOf(new Array(90_000).fill(-80), { grid });
    expect(lines).toHaveLength(1 + 90_000 + 1);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('gives places that lead back to the cell', () => {
    const frame = utmFrame(32, true, 500_000, 5_250_000);
    const [header, first] = linesOf([-80, -81, -82, -83, -84, -85], { frame });
    expect(header).toBe('x [m],y [m],lat [deg],lon [deg],rsrp [dBm]');
    const [x, y, latDeg, lonDeg] = first!.split(',').map(Number) as [number, number, number, number];
    const back = localFromWgs84(frame, { latDeg, lonDeg });
    expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(0.02);
  });

  it('names classes, and lets no name become a formula or another column', () => {
    const classes = ['=HYPERLINK("http://x","y")', 'A, north', '-1'];
    expect(linesOf([0, 1, 2, Number.NaN, 1, 0], { layer: 'best-server', unit: '', classes }).slice(0, 4)).toEqual([
      'x [m],y [m],best-server,best-server name',
      `0.25,0.25,0,"'=HYPERLINK(""http://x"",""y"")"`,
      '0.35,0.25,1,"A, north"',
      "0.45,0.25,2,'-1",
    ]);
  });
});

it.each([
  ['+A1', "'+A1"],
  ['@x', "'@x"],
  ['\tx', "'\tx"],
  ['A=1', 'A=1'],
  ['a "b"', '"a ""b"""'],
  ['\r=1', `"'\r=1"`],
])('writes the text %j as %j', (text, field) => {
  expect(csvText(text)).toBe(field);
});
