import { describe, expect, it } from 'vitest';
import { readMeasurements } from '../io/measurements/read-measurements.ts';
import { localFrame, wgs84FromLocal } from '../raster/geo-frame.ts';
import { TOWN } from '../testing/calibration-town.ts';
import { measurementsView } from './measurements-view.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const frame = localFrame({ latDeg: 48.137, lonDeg: 11.575 });
const placed = { ...TOWN, frame };

describe('measurements as the studio draws them', () => {
  it('tell every reason with its count, its first rows and what they look like', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => `${i},0,${70 + i}`).join('\n');
    const view = measurementsView('m', await readMeasurements('m.csv', bytesOf(`x,y,rsrp\n${rows}\n9,9,-80\n`)), TOWN, {
      mapped: false,
    });
    expect([view.accepted, view.rejected, view.mapped]).toEqual([1, 10, false]);
    expect(view.ledger).toEqual([
      {
        reason: 'rsrp-out-of-range',
        count: 10,
        part: 'm.csv',
        counts: 'line',
        lines: [2, 3, 4, 5, 6, 7, 8, 9],
        example: '70',
        hint: 'their minus signs look lost: write -70 for 70',
      },
    ]);
    expect(view.issues[0]?.message).toMatch(/10 rows: .*first value "70"\); their minus signs look lost/);
  });

  it('that lie on the scene with latitude and longitude exchanged alone are told so', async () => {
    const at = [0, 10, 20].map((x) => wgs84FromLocal(frame, x, 5));
    const text = (swap: boolean) =>
      `lat,lon,rsrp\n${at.map(({ latDeg, lonDeg }) => (swap ? [lonDeg, latDeg, -80] : [latDeg, lonDeg, -80]).join()).join('\n')}\n`;
    const issues = async (swap: boolean) =>
      measurementsView('m', await readMeasurements('m.csv', bytesOf(text(swap))), placed, { mapped: false }).issues;
    expect(await issues(false)).toEqual([]);
    expect(await issues(true)).toEqual([
      {
        kind: 'warning',
        code: 'swapped-positions',
        count: 3,
        message: expect.stringMatching(
          /^0 of 3 positions lie on the scene; with latitude and longitude exchanged 3 would/,
        ),
      },
    ]);
  });
});
