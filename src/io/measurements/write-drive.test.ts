import { expect, test } from 'vitest';
import { driveVirtually } from '../../measurements/virtual-drive.ts';
import { localFrame } from '../../raster/geo-frame.ts';
import { synthesiseCity } from '../../scene/synthetic/synthesise-city.ts';
import { placeSites } from '../../sites/place-sites.ts';
import { readMeasurements } from './read-measurements.ts';
import { driveCsv } from './write-drive.ts';

const CITY = synthesiseCity(5, { sizeM: 600 });
const SECTORS = placeSites(CITY, 1, { radiusM: 200 }).flatMap((site) => site.sectors);
const LINE = [-100, 0, 100, 0, 100, 150];

test.each([
  ['in the scene frame', null],
  ['on the Earth', localFrame({ latDeg: 48, lonDeg: 11 })],
])('what is written is read back, row by row, %s', async (_, frame) => {
  const options = { along: LINE, everyM: 10, alongSpeedMps: 10, foliage: false, stepDb: 1 };
  const drive = driveVirtually({ ...CITY, frame }, SECTORS, (sector) => -70 - sector, options);
  const { measurements } = drive;
  const text = driveCsv(drive);
  const read = await readMeasurements('drive.csv', new TextEncoder().encode(text));
  expect(measurements.count).toBe(36);
  expect([read.count, read.rows]).toEqual([36, 36]);
  expect(read.positions.kind).toBe(frame ? 'wgs84' : 'local');
  expect([...read.rsrpDbm]).toEqual([...measurements.rsrpDbm]);
  expect(Array.from(read.cell, (c) => read.cells[c])).toEqual(
    Array.from(measurements.cell, (c) => measurements.cells[c]),
  );
  expect([...read.timeMs!]).toEqual([...measurements.timeMs!]);
  // East, then north, at 36 km/h.
  const columns = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  expect(columns[0]!.slice(-2)).toEqual(['speed_kmh', 'heading_deg']);
  expect(columns[5]!.slice(-2)).toEqual(['36.0', '90']);
  expect(columns[36]!.slice(-2)).toEqual(['36.0', '0']);
});

test('a name with a comma stays one field', () => {
  const named = [{ ...SECTORS[0]!, id: 'Market, A' }];
  const drive = driveVirtually(CITY, named, () => -80, { along: LINE, everyM: 100, foliage: false });
  expect(driveCsv(drive)).toContain(',"Market, A",');
});
