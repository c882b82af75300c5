import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { rejectedByReason } from '../../measurements/measurement-set.ts';
import { openTables } from '../tables/table-formats.ts';
import { wholeTable } from '../tables/table-sample.ts';
import { joinByTime, trackOf } from './join-by-time.ts';
import { readMeasurements } from './read-measurements.ts';

const point = (lat: number, lon: number, second: number | null) =>
  `<trkpt lat="${lat}" lon="${lon}"><ele>5</ele>${second === null ? '' : `<time>2026-03-31T14:43:${String(second).padStart(2, '0')}Z</time>`}</trkpt>`;
const gpxOf = (...segments: readonly string[]) =>
  strToU8(
    `<?xml version="1.0"?><gpx version="1.1"><trk>${segments.map((points) => `<trkseg>${points}</trkseg>`).join('')}</trk></gpx>`,
  );
const TRACK = gpxOf(
  point(10, 20, 0) + point(10.001, 20.002, 4) + point(99, 20, 5) + point(10, 20, null),
  point(10.002, 20.002, 6) + point(10.003, 20.003, 30) + point(10.004, 20.003, 31),
);
const LEVELS = [
  'when,rsrp',
  ...[0, 1, 4, 5, 7, 30.5, 32].map((s) => `2026-03-31 14:43:${String(s).padStart(2, '0')},-80`),
  ',-81',
].join('\n');
const track = { name: 'walk.gpx', bytes: TRACK };
const tableOf = async (text: string) => (await openTables('m.csv', strToU8(text)))[0]!.table;
const trackTable = async (bytes: Uint8Array) => (await openTables('walk.gpx', bytes))[0]!.table;

describe('a table joined to a track by time', () => {
  it('lies between the two nearest points, and nowhere within gaps, breaks and beyond the ends', async () => {
    const joined = joinByTime('m.csv', await tableOf(LEVELS), trackOf('walk.gpx', await trackTable(TRACK)));
    const { columns, rows, at } = wholeTable(joined);
    expect(columns).toEqual(['longitude', 'latitude', 'when', 'rsrp']);
    const places = rows.map(([lon, lat]) => (lon === '' ? null : [Number(lon), Number(lat)]));
    expect(places.map((place) => place?.map((v) => Math.round(v * 1e6) / 1e6) ?? null)).toEqual([
      [20, 10],
      [20.0005, 10.00025],
      [20.002, 10.001],
      null, // a break between 4 and 6
      null, // 24 s without a point
      [20.003, 10.0035],
      null, // beyond the end
      null, // no time
    ]);
    expect(at).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const wide = joinByTime('m.csv', await tableOf(LEVELS), trackOf('w', await trackTable(TRACK)), { maxGapS: 30 });
    expect(wholeTable(wide).rows[4]!.slice(0, 2).map(Number)).toEqual([
      20.002 + 0.001 / 24,
      expect.closeTo(10.002 + 0.001 / 24, 9),
    ]);
  });

  it('goes the short way across the date line, and keeps to the zone that is said', async () => {
    const across = trackOf('w', await trackTable(gpxOf(point(0, 179.9, 0) + point(0, -179.9, 2))));
    const table = await tableOf('time,rsrp\n2026-03-31T16:43:01,-80\n2026-03-31T14:43:01Z,-80\n');
    const { rows } = wholeTable(joinByTime('m', table, across, { timeZone: '+02:00' }));
    expect(rows.map(([lon]) => Math.abs(Number(lon)))).toEqual([180, 180]);
  });

  it('is read as measurements, with what has no place counted', async () => {
    const set = await readMeasurements('m.csv', strToU8(LEVELS), { track });
    expect([set.count, set.rows, rejectedByReason(set)]).toEqual([4, 8, { 'position-missing': 4 }]);
    const zipped = await readMeasurements('day.zip', zipSync({ 'm.csv': strToU8(LEVELS), 'walk.gpx': TRACK }));
    expect([zipped.count, zipped.rows, zipped.parts.map(({ name }) => name)]).toEqual([4, 8, ['day.zip, m.csv']]);
  });

  it('leaves tables that have positions as they are', async () => {
    const set = await readMeasurements('m.csv', strToU8('lat,lon,time,rsrp\n1,2,2026-03-31 14:43:00,-80\n'), { track });
    expect(set.positions).toMatchObject({ latDeg: Float64Array.of(1), lonDeg: Float64Array.of(2) });
  });

  it.each([
    ['03/03/2026', '2026-03-03'],
    ['04/03/2026', '2026-04-03'],
    ['04/03/2026', '2026-03-04'],
  ])('lets the track say which comes first in %s, of a walk on %s', async (written, day) => {
    const at = (s: number) =>
      `<trkpt lat="48" lon="${11 + s / 1000}"><time>${day}T10:00:${String(s).padStart(2, '0')}Z</time></trkpt>`;
    const walk = gpxOf(at(0) + at(10));
    const text = `time,rsrp\n${written} 10:00:05,-80\n`;
    const set = await readMeasurements('m.csv', strToU8(text), { track: { name: 'walk.gpx', bytes: walk } });
    expect([set.count, set.timeMs![0]]).toEqual([1, Date.parse(`${day}T10:00:05Z`)]);
    expect(set.positions.kind === 'wgs84' && set.positions.lonDeg[0]).toBeCloseTo(11.005, 9);
  });

  it('does not guess the order of day and month where the track fits both', async () => {
    const walk = gpxOf(
      ...['2026-03-04', '2026-04-03'].map((day) => `<trkpt lat="48" lon="11"><time>${day}T10:00:00Z</time></trkpt>`),
    );
    const track = { name: 'walk.gpx', bytes: walk };
    const text = 'time,rsrp\n04/03/2026 10:00:00,-80\n';
    await expect(readMeasurements('m.csv', strToU8(text), { track })).rejects.toThrow(
      /m\.csv: none of its times .* can be read day first or month first, and a mapping can say dateOrder/,
    );
  });

  it.each([
    [
      'times of another day',
      'time,rsrp\n2026-04-01 14:43:00,-80\n',
      /m\.csv: none of its times \(2026-04-01T14:43:00 to 2026-04-01T14:43:00\) lies within walk\.gpx \(2026-03-31T14:43:00 to 2026-03-31T14:43:31 UTC\); if its clock/,
    ],
    ['no times', 'name,rsrp\nA,-80\n', /m\.csv: no column of times, which would tell where on walk\.gpx/],
  ])('refuses %s', async (_, text, message) => {
    await expect(readMeasurements('m.csv', strToU8(text), { track })).rejects.toThrow(message);
  });

  it('refuses a track alone, one without times, and files without one', async () => {
    await expect(readMeasurements('walk.gpx', TRACK)).rejects.toThrow(
      /walk\.gpx: a track alone is no measurement; open it together with a table of times/,
    );
    const timeless = { name: 't.gpx', bytes: gpxOf(point(1, 2, null)) };
    await expect(readMeasurements('m.csv', strToU8(LEVELS), { track: timeless })).rejects.toThrow(
      /t\.gpx: 0 of its 1 track points tell place and time/,
    );
    const other = { name: 'm.csv', bytes: strToU8(LEVELS) };
    await expect(readMeasurements('m.csv', strToU8(LEVELS), { track: other })).rejects.toThrow(
      /m\.csv: no GPX track in it/,
    );
  });

  it('takes what a tool adds to the points of a track for measurements', async () => {
    const bytes = gpxOf(
      point(1, 2, 0).replace(
        '</trkpt>',
        '<extensions><l:more xmlns:l="x"><l:rsrp>-77</l:rsrp></l:more></extensions></trkpt>',
      ),
    );
    const set = await readMeasurements('walk.gpx', bytes);
    expect([[...set.rsrpDbm], set.timeMs![0]]).toEqual([[-77], Date.UTC(2026, 2, 31, 14, 43)]);
    await expect(readMeasurements('walk.gpx', gpxOf())).rejects.toThrow(/the GPX holds no track points \(0 rows\)/);
  });
});
