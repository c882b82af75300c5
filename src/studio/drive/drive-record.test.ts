import { describe, expect, it } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { driveRecord, placesOn, sampleAt, stripPage } from './drive-record.ts';
import { routesWithin } from './drive-routes.ts';
import { clockWords, driveRows, driveWords, sampleWords } from './drive-words.ts';
import { stripPath } from './strip-path.ts';

const GRID: RasterGrid = { columns: 4, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const { NaN: none } = Number;

function measured(rows: readonly [x: number, rsrpDbm: number, timeS: number | null][]): MeasurementsView {
  return {
    ...{
      id: 'm',
      name: 'log.csv',
      accepted: rows.length,
      used: rows.length,
      prepared: null,
      rejected: 0,
      issues: [],
      ledger: [],
      mapped: false,
    },
    x: Float64Array.from(rows, ([x]) => x),
    y: new Float64Array(rows.length).fill(5),
    rsrpDbm: Float32Array.from(rows, ([, level]) => level),
    cell: Int32Array.from(rows, (_, i) => (i === 0 ? -1 : 0)),
    cells: ['B'],
    timeMs: Float64Array.from(rows, ([, , time]) => (time === null ? none : 1000 * time)),
  };
}

const MAP = networkOf(GRID, [
  sectorShare('A', sectorMap(GRID, [-80, -90, none, -95], 1), { referenceDbm: 0 }),
  sectorShare('B', sectorMap(GRID, [-85, -70, none, none], 1), { referenceDbm: 0 }),
]);

describe('drives within a file', () => {
  it('are parted by a pause, a leap and a clock that goes back, longest first', () => {
    const log = measured([
      [0, -80, 0],
      [5, -80, 1],
      // Three minutes later.
      [6, -80, 181],
      [7, -80, 182],
      [8, -80, 183],
      // Far away.
      [900, -80, 184],
      [901, -80, 185],
      // Another phone, from the beginning.
      [902, -80, 2],
    ]);
    expect(routesWithin(log)).toEqual([
      { from: 2, to: 5 },
      { from: 0, to: 2 },
      { from: 5, to: 7 },
      { from: 7, to: 8 },
    ]);
  });

  it('are one where the file has no times, and none where it has no rows', () => {
    const log = { ...measured([[0, -80, 0]]), timeMs: null };
    expect(routesWithin(log)).toEqual([{ from: 0, to: 1 }]);
    expect(routesWithin({ ...measured([]), timeMs: null })).toEqual([]);
  });
});

describe('a drive beside the map', () => {
  const log = measured([
    [99, -50, -500],
    [5, -82, 10],
    [15, -75, null],
    [25, -99, 14],
    [35, -94, 15],
    [45, -90, 16],
  ]);
  const route = { from: 1, to: 6 };
  const roofM = Float32Array.of(0, 12, 12, 12, 12);
  const record = driveRecord(log, route, MAP, roofM);

  it('has the level and the server of the cell that each sample lies in, and none off the map', () => {
    expect([...record.measuredDbm]).toEqual([-82, -75, -99, -94, -90]);
    expect([...record.predictedDbm]).toEqual([-80, -70, none, -95, none]);
    expect([...record.server].map((i) => MAP.sectorIds[i] ?? null)).toEqual(['A', 'B', null, 'A', null]);
  });

  it('counts time and way from its first sample, and lets a row without a time stand', () => {
    expect([...record.timeS!]).toEqual([0, 0, 4, 5, 6]);
    expect([...record.alongM]).toEqual([0, 10, 20, 30, 40]);
    expect(placesOn(record, 'time')).toBe(record.timeS);
    expect(placesOn({ ...record, timeS: null }, 'time')).toBe(record.alongM);
  });

  it('says a sample, the whole and a table in words', () => {
    expect(sampleWords(record, log, MAP.sectorIds, 1)).toEqual([
      ['Time', '0:00'],
      ['Way', '10 m'],
      ['Speed', '–'],
      ['Measured', '−75.0 dBm · B'],
      ['Predicted', '−70.0 dBm · B'],
      ['Predicted − measured', '+5.0 dB'],
    ]);
    expect(Object.fromEntries(sampleWords(record, log, MAP.sectorIds, 2))).toMatchObject({
      Predicted: 'no data',
      'Predicted − measured': '–',
      // 20 m in 4 s.
      Speed: '18 km/h',
    });
    // Errors +2, +5 and -1 dB.
    expect(driveWords(record)).toBe(
      '5 samples: MAE 2.7 dB, bias +2.0 dB, sample by sample; 2 without prediction are left out',
    );
    expect(driveRows(record, log, MAP.sectorIds)[2]).toEqual(['0.00', '10.0', '-75.0', 'B', '-70.0', 'B', '12.0']);
    expect(clockWords(59.9)).toBe('0:59');
    expect(clockWords(3723)).toBe('1:02:03');
  });
});

describe('the cursor', () => {
  it('stands on the last sample at or before a place', () => {
    const places = Float64Array.of(0, 1, 1, 4);
    expect([-1, 0, 0.5, 1, 3.9, 4, 9].map((place) => sampleAt(places, place))).toEqual([0, 0, 0, 2, 2, 3, 3]);
  });
});

describe('a page of the strip', () => {
  const places = Float64Array.of(0, 10, 20, 30, 40, 80);

  it('holds the cursor and the samples on it, with one more on either side', () => {
    expect(stripPage(places, 35, 4)).toEqual({ start: 20, length: 20, from: 2, to: 6 });
    expect(stripPage(places, 70, 4)).toEqual({ start: 60, length: 20, from: 4, to: 6 });
    // The end of the drive is on the last page.
    expect(stripPage(places, 80, 4).start).toBe(60);
    expect(stripPage(places, 35, 1)).toEqual({ start: 0, length: 80, from: 0, to: 6 });
  });

  it('is there for a drive of one sample', () => {
    expect(stripPage(Float64Array.of(0), 0, 16)).toEqual({ start: 0, length: 1 / 16, from: 0, to: 1 });
  });
});

describe('the path of a strip', () => {
  it('is broken where there is no data', () => {
    const path = stripPath(
      [1, 2, none, 3],
      (i) => 10 * i,
      (v) => v,
      100,
    );
    expect(path).toBe('M0.0 1.0L10.0 2.0M30.0 3.0');
  });

  it('keeps the least and the greatest of each column where samples are dense', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i === 501 ? -40 : i === 503 ? 70 : 0));
    const path = stripPath(
      values,
      (i) => i / 100,
      (v) => v,
      10,
    );
    expect(path.match(/[ML]/g)).toHaveLength(11);
    expect(path).toContain('L5.0 -40.0L5.0 70.0');
  });
});
