import { describe, expect, it } from 'vitest';
import { openDelimitedText } from '../tables/delimited-text.ts';
import type { DateOrder } from './column-mapping.ts';
import { dateOrderOf } from './date-order.ts';
import { readMeasurements } from './read-measurements.ts';

const csv = (...dates: readonly string[]) =>
  new TextEncoder().encode(`lat,lon,rsrp,time\n${dates.map((date, i) => `48.${i + 1},11,-80,${date}`).join('\n')}\n`);
const april3 = Date.UTC(2026, 3, 3, 12);
const march4 = Date.UTC(2026, 2, 4, 12);

describe('dates that can be read day first or month first', () => {
  it.each<[readonly string[], DateOrder | undefined]>([
    [['03/04/2026 12:00', '13/04/2026 12:00'], 'day-month'],
    [['03/04/2026 12:00', '04/13/2026 12:00'], 'month-day'],
    [['03-04-2026 12:00', '31-04-2026 12:00'], 'day-month'],
    [['03/04/2026 12:00', '04/03/2026 12:00'], undefined],
    [['13/04/2026 12:00', '04/13/2026 12:00'], undefined],
    [['2026-03-04 12:00', '13/04/2026 12:00'], 'day-month'],
    [['2026-03-04 12:00', '2026-03-13 12:00'], undefined],
  ])('%j: %s', (dates, order) => {
    expect(dateOrderOf(openDelimitedText(csv(...dates), 'm.csv'), 3)).toBe(order);
  });

  it('are read as another row of the file decides, wherever it stands', async () => {
    const set = await readMeasurements('m.csv', csv('03/04/2026 12:00', '13/04/2026 12:00'));
    expect([...set.timeMs!]).toEqual([april3, Date.UTC(2026, 3, 13, 12)]);
    const american = await readMeasurements('m.csv', csv('03/04/2026 12:00 PM', '03/13/2026 12:00'));
    expect([...american.timeMs!]).toEqual([march4, Date.UTC(2026, 2, 13, 12)]);
    expect(set.issues.map(({ code }) => code)).toEqual(['time-zone-assumed']);
  });

  it('are read as a mapping says, against which no row stands', async () => {
    const mapping = { position: { kind: 'wgs84', lat: 'lat', lon: 'lon' }, rsrp: 'rsrp', time: 'time' } as const;
    const dates = csv('03/04/2026 12:00');
    const read = async (dateOrder: DateOrder) =>
      (await readMeasurements('m.csv', dates, { mapping: { ...mapping, dateOrder } })).timeMs![0];
    expect([await read('day-month'), await read('month-day')]).toEqual([april3, march4]);
  });

  it('are left out and told where nothing decides', async () => {
    const { timeMs, issues } = await readMeasurements('m.csv', csv('03/04/2026 12:00', '04/05/2026 12:00'));
    expect([...timeMs!]).toEqual([Number.NaN, Number.NaN]);
    expect(issues.find(({ code }) => code === 'date-order-unknown')).toMatchObject({
      count: 2,
      message: expect.stringMatching(/2 rows: each has a date .* day first or month first.*dateOrder/),
    });
  });
});
