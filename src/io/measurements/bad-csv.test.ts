import { describe, expect, it } from 'vitest';
import { rejectedByReason } from '../../measurements/measurement-set.ts';
import { readMeasurements } from './read-measurements.ts';

const read = (text: string) => readMeasurements('m.csv', new TextEncoder().encode(text));
const head = 'lat,lon,rsrp\n';

/** What is said of the one row that is left out. */
async function rejection(row: string, header = head): Promise<string> {
  const set = await read(`${header}${row}\n50,10,-80\n`);
  expect([set.rows, set.rows - set.count]).toEqual([2, 1]);
  return set.issues[0]!.message;
}

async function said(text: string, code: string) {
  const set = await read(text);
  const issue = set.issues.find((one) => one.code === code);
  return { message: issue?.message ?? '', count: issue?.count ?? 0, kept: set.count, rows: set.rows };
}

describe('bad CSV', () => {
  it.each([
    ['', /m\.csv.*empty \(0 bytes\)/], // 1
    [head, /no data rows \(0 rows\)/], // 2
    ['x,lon,rsrp\n1,2,-80\n', /no column of latitude \(columns seen: x, lon, rsrp\)/], // 3
    ['lat,lat,lon,rsrp\n1,1,2,-80\n', /two columns are named "lat"; rename or delete one/], // 4
    [`${head}50,10,"-80\n50,10,-81\n`, /a quote opened on line 2 is never closed/], // 7
    [`${head}50,10,${'8'.repeat(2 ** 20 + 1)}\n`, /line 2 is longer than 1 MiB/], // 23
  ])('is refused (%#)', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('5: a column of a reserved name is renamed, and changes nothing else', async () => {
    const text = 'lat,lon,rsrp,__proto__\n50,10,-80,polluted\n';
    const found = await said(text, 'reserved-name');
    expect(found).toMatchObject({ count: 1, kept: 1 });
    expect(found.message).toMatch(/"__proto__" bears a reserved name; it is called "column proto"/);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('6: a row of more fields than columns is left out, one of fewer is told', async () => {
    expect(await rejection('50,10,-80,7')).toMatch(/more fields .*line 2; e\.g\. "4 fields, expected 3: 50,10,-80,7"/);
    expect(await said('lat,lon,rsrp,cell\n50,10,-80\n', 'short-rows')).toMatchObject({ count: 1, kept: 1 });
  });

  it('8: UTF-16 is decoded and told, with or without its mark', async () => {
    const units = Uint16Array.from(`${head}50,10,-80\n`, (letter) => letter.charCodeAt(0));
    const little = new Uint8Array(units.buffer);
    const big = little.map((_, i) => little[i ^ 1]!);
    const marked = Uint8Array.of(0xff, 0xfe, ...little);
    for (const bytes of [little, big, marked, Uint8Array.of(0xfe, 0xff, ...big)]) {
      const set = await readMeasurements('m.csv', bytes);
      expect([set.count, set.rsrpDbm[0]]).toEqual([1, -80]);
      expect(set.issues[0]!.message).toMatch(/the text is UTF-16[LB]E, not UTF-8; it is read as that/);
    }
  });

  it('9: a byte order mark is passed over', async () => {
    expect((await read(`\ufeff${head}50,10,-80\n`)).issues).toEqual([]);
  });

  it('10: decimal commas are read where commas split nothing, told, and hinted at where they do', async () => {
    const found = await said('lat;lon;rsrp\n50,5;10,25;-80,5\n', 'decimal-comma');
    expect(found).toMatchObject({ count: 3, kept: 1 });
    expect(found.message).toMatch(/3 positions and levels are written with a decimal comma, and read so/);
    expect(await rejection('50,5,10,25,-80,5')).toMatch(/decimal commas may have made more fields: save the file/);
    const quoted = `${head}"50,5","10,25","-80,5"\n`;
    expect(rejectedByReason(await read(quoted))).toEqual({ 'position-not-a-number': 1 });
    const mapping = { position: { kind: 'wgs84', lat: 'lat', lon: 'lon' }, rsrp: 'rsrp', decimal: ',' } as const;
    const set = await readMeasurements('m.csv', new TextEncoder().encode(quoted), { mapping });
    expect([...set.rsrpDbm]).toEqual([-80.5]);
  });

  it('11: a typographic minus is a minus, and told', async () => {
    const found = await said(`${head}50,\u221210,\u221280\n`, 'typographic-minus');
    expect(found).toMatchObject({ count: 2, kept: 1 });
    expect(found.message).toMatch(/written with a typographic minus \(U\+2212\), and read so/);
  });

  it.each([
    [',10,-80', /no position \(line 2/], // 12
    ['NaN,10,-80', /no position/], // 13
    ['1e999,10,-80', /the position is not a number .*"1e999,10,-80"/],
    ['50,10,Infinity', /RSRP is text .*"Infinity"/],
    ['91,10,-80', /outside latitude -90 to 90/], // 14
    ['50,181,-80', /outside .*longitude -180 to 180/], // 15
    ['104.1,30.1,-80', /lat and lon look swapped: exchange the two column names/], // 16
    ['0.0000,0.00004,-80', /a receiver without a fix/], // 17
    ['412345.6,5412345.6,-80', /look like projected metres .*give their EPSG code in a mapping/], // 18
    ['50,10,70', /outside -156 to -31 dBm.*; their minus signs look lost: write -70 for 70/], // 19
    ['50,10,-999', /a number that loggers write for "unknown".*"-999"/], // 20
    ['50,10,32767', /a number that loggers write for "unknown"/],
    ['50,10,-80 dB', /RSRP is text .*"-80 dB"/],
  ])('12-20: %s is left out and told', async (row, message) => {
    expect(await rejection(row)).toMatch(message);
  });

  it('17: counts the cluster at 0, 0', async () => {
    expect(await said(`${head}0,0,-80\n0,0,-81\n50,10,-80\n`, 'null-island')).toMatchObject({ count: 2, kept: 1 });
  });

  it('18: metres in x and y that no scene reaches ask for their system', async () => {
    await expect(read('x,y,rsrp\n409430,3388090,-80\n')).rejects.toThrow(/x and y are metres of a projected system/);
  });

  it('21: rows that say the same are kept, and counted', async () => {
    const found = await said(`${head}50,10,-80\n50,10,-81\n50,10,-80\n50,10,-80\n`, 'repeated-rows');
    expect(found).toMatchObject({ count: 2, kept: 4 });
    expect(found.message).toMatch(/2 rows say the same as an earlier one .*; they are kept/);
  });

  it('22: times without a zone are taken as UTC, times that go back and times that are none are told', async () => {
    const times = [
      '2024-05-01 12:00:00',
      '2024-05-01T11:59:59Z',
      '01.05.2024 12:00',
      '3/4/2024 12:00',
      '2024-02-31 12:00:00',
    ];
    const text = `lat,lon,rsrp,time\n${times.map((time) => `50,10,-80,${time}`).join('\n')}\n`;
    const set = await read(text);
    const noon = Date.UTC(2024, 4, 1, 12);
    expect([...set.timeMs!]).toEqual([noon, noon - 1000, noon, Number.NaN, Number.NaN]);
    expect(await said(text, 'time-zone-assumed')).toMatchObject({ count: 2 });
    expect((await said(text, 'time-unordered')).message).toMatch(/1 row is earlier than the row before it/);
    expect((await said(text, 'time-unread')).message).toMatch(
      /2 rows: each has a time that is not read \(e\.g\. "3\/4/,
    );
    const mapping = {
      position: { kind: 'wgs84', lat: 'lat', lon: 'lon' },
      rsrp: 'rsrp',
      time: 'time',
      timeZone: '+02:00',
    };
    const zoned = await readMeasurements('m.csv', new TextEncoder().encode(text), { mapping: mapping as never });
    expect(zoned.timeMs![0]).toBe(noon - 2 * 3600_000);
    expect(zoned.issues.some(({ code }) => code === 'time-zone-assumed')).toBe(false);
  });
});
