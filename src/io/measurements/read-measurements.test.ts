import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { localPositions, positionsWithin, rejectedByReason } from '../../measurements/measurement-set.ts';
import { localFrame } from '../../raster/geo-frame.ts';
import { readMeasurements } from './read-measurements.ts';

const read = (text: string) => readMeasurements('m.csv', new TextEncoder().encode(text));

describe('measurements in CSV', () => {
  it('counts every row it cannot use, by reason and line, and keeps the others', async () => {
    const set = await read(
      [
        'lat,lon,cell,rsrp',
        '30.1,104.1,A,-86.5', // 2
        ',104.1,A,-86.5', // 3: blank latitude is missing, not 0
        '30.1,104.1,A,n/a', // 4
        '30.1,104.1,A,weak', // 5
        '30.1,104.1,A,2147483647', // 6
        '30.1,104.1,A,70', // 7
        '91,104.1,A,-80', // 8
        '30.1,181,A,-80', // 9
        '0,0,A,-80', // 10
        '30,1,104,1,A,-80', // 11: decimal commas made more fields
        '30.2,104.2,B,\u221299', // 12: typographic minus
        '', // 13
        '30.3,104.3,,-99', // 14
        '1e999,104,A,-80', // 15
      ].join('\n'),
    );
    expect(set.count).toBe(3);
    expect(set.rows).toBe(13);
    expect([...set.rsrpDbm]).toEqual([-86.5, -99, -99]);
    expect([...set.cell]).toEqual([0, 1, -1]);
    expect(set.cells).toEqual(['A', 'B']);
    expect([...set.line]).toEqual([2, 12, 14]);
    expect(rejectedByReason(set)).toEqual({
      'position-missing': 1,
      'rsrp-missing': 1,
      'rsrp-not-a-number': 1,
      'rsrp-sentinel': 1,
      'rsrp-out-of-range': 1,
      'position-out-of-range': 2,
      'null-island': 1,
      'ragged-row': 1,
      'position-not-a-number': 1,
    });
    const rejected = set.rejections.reduce((sum, r) => sum + r.lines.length, 0);
    expect(set.count + rejected).toBe(set.rows);
    const outside = set.issues.find((issue) => issue.code === 'position-out-of-range')!;
    expect(outside).toMatchObject({ kind: 'rejected', count: 2 });
    expect(outside.message).toContain('lines 8, 9');
  });

  it.each([
    ['Latitude;Longitude;RSRP (dBm)\n30,5;104,25;-86,5\n', 'semicolons and decimal commas'],
    ['\ufeff"Lat"\t"Lng"\t"LTE_RSRP"\n30.5\t104.25\t-86.5\n', 'tabs, quotes and a byte order mark'],
    ['# Logger 1.2\n\nlat|lon|level\r\n30.5|104.25|-86.5\r\n', 'a preamble and bars'],
    ['lat,lon\u200b,note,rsrp\n30.5,104.25,"a, ""b""\nc",-86.5\n', 'quoted commas, quotes and line ends'],
  ])('reads %j (%s)', async (text) => {
    const set = await read(text);
    expect(set.positions).toEqual({ kind: 'wgs84', latDeg: Float64Array.of(30.5), lonDeg: Float64Array.of(104.25) });
    expect([...set.rsrpDbm]).toEqual([-86.5]);
  });

  it('reads gz, local metres and times', async () => {
    const text = 'time,x,y,rsrp\n2026.03.31_14.43.00,-5,1234567,-90\n1774968180,0,0,-91\nlater,0,0,-92\n';
    const set = await readMeasurements('m.csv.gz', gzipSync(new TextEncoder().encode(text)));
    expect(set.positions).toEqual({ kind: 'local', x: Float64Array.of(-5, 0, 0), y: Float64Array.of(1234567, 0, 0) });
    // 2026-03-31T14:43:00Z is 1774968180 seconds after 1970.
    expect([...set.timeMs!]).toEqual([1774968180000, 1774968180000, Number.NaN]);
    expect(localPositions(set, null).x[0]).toBe(-5);
  });

  it('reads phones by name, and none where a row or the file names none', async () => {
    const set = await read('x,y,rsrp,Device ID\n0,0,-80,Pixel\n1,0,-81,\n2,0,-82,P30\n3,0,-83,Pixel\n');
    expect(set.devices).toEqual(['Pixel', 'P30']);
    expect([...set.device!]).toEqual([0, -1, 1, 0]);
    const without = await read('x,y,rsrp\n0,0,-80\n');
    expect([without.device, without.devices, without.frequencyHz]).toEqual([null, [], null]);
  });

  it('reads carriers in any unit, or from channel numbers', async () => {
    const set = await read(
      'x,y,rsrp,Freq (MHz)\n0,0,-80,1815\n1,0,-81,2.6\n2,0,-82,900000\n3,0,-83,3500000000\n4,0,-84,\n',
    );
    expect([...set.frequencyHz!]).toEqual([1.815e9, 2.6e9, 0.9e9, 3.5e9, Number.NaN]);
    expect(set.issues).toEqual([]);
    // Channel 1300 is 1815 MHz in band 3, 6300 is 806 MHz in band 20 (TS 36.101 table 5.7.3-1).
    const lte = await read('x,y,rsrp,EARFCN\n0,0,-80,1300\n1,0,-81,6300\n2,0,-82,5000\n3,0,-83,\n');
    expect([...lte.frequencyHz!]).toEqual([1.815e9, 0.806e9, Number.NaN, Number.NaN]);
    expect(lte.count).toBe(4);
    expect(lte.issues).toMatchObject([{ kind: 'warning', code: 'carrier-unknown', count: 1 }]);
    expect(lte.issues[0]!.message).toContain('"5000"');
  });

  it('keeps phones and carriers of a file that outgrows its first arrays', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `${i},0,-80,phone ${i % 7},${i % 2 ? 1300 : 6300}`);
    const set = await read(`x,y,rsrp,ue,earfcn\n${rows.join('\n')}\n`);
    expect(set.devices).toHaveLength(7);
    expect(set.device![2999]).toBe(2999 % 7);
    expect(set.frequencyHz![2999]).toBe(1.815e9);
  });

  it('lays latitudes into a frame, and says when there is none', async () => {
    const set = await read('lat,lon,rsrp\n0.001,9,-80\n');
    expect(localPositions(set, localFrame({ latDeg: 0, lonDeg: 9 })).y[0]).toBeCloseTo(110.574, 2);
    expect(() => localPositions(set, null)).toThrow(/no place on the Earth/);
  });

  it.each([
    ['lon,rsrp\n1,-80\n', /no column of latitude \(columns seen: lon, rsrp\)/],
    ['lat,lon,power\n1,2,-80\n', /no column of RSRP \(columns seen: lat, lon, power\)/],
    ['lat,lat,rsrp\n1,2,-80\n', /two columns are named "lat"/],
    ['lat,lon,rsrp\n', /no data rows/],
    ['lat,lon,rsrp\n1,2,"-80\n', /quote opened on line 2/],
  ])('refuses %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('refuses binary', async () => {
    await expect(readMeasurements('m.csv', Uint8Array.of(0x6c, 0, 0, 1))).rejects.toThrow(/zero bytes/);
  });

  it('keeps rows in order past the size of its first arrays', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `30.${i},104.5,${i % 50},-${80 + (i % 40)}.5`);
    const set = await read(`lat,lon,cell,rsrp\n${rows.join('\n')}\n`);
    expect([set.count, set.cells.length, set.rejections.length]).toEqual([5000, 50, 0]);
    expect([set.rsrpDbm[4321], set.cell[4321], set.line[4321]]).toEqual([-(80 + (4321 % 40)) - 0.5, 4321 % 50, 4323]);
  });

  it.each([
    ['412345.6,5412345.6', /look like projected metres \(UTM or the like\): convert them/],
    ['104.1,30.1', /lat and lon look swapped: exchange the two column names/],
    ['99999,3', /outside latitude -90 to 90 .*"\)$/],
  ])('hints at what positions out of range are: %s', async (position, message) => {
    expect((await read(`lat,lon,rsrp\n${position},-80\n`)).issues[0]!.message).toMatch(message);
  });

  it('tells how many positions lie within bounds, and how many would with lat and lon exchanged', async () => {
    const set = await read('lat,lon,rsrp\n10.001,50.001,-80\n10,50,-80\n50,10,-80\n');
    const frame = localFrame({ latDeg: 50, lonDeg: 10 });
    const bounds = { minX: -500, minY: -500, maxX: 500, maxY: 500 };
    expect(positionsWithin(set, frame, bounds)).toEqual({ asGiven: 1, swapped: 2 });
  });
});
