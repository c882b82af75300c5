import { describe, expect, it } from 'vitest';
import { type MeasurementSet, measurementSet } from '../measurements/measurement-set.ts';
import { shadowField } from '../measurements/shadow-field.ts';
import { cityOf, sectorAt } from '../propagation/sweep/sweep-fixture.ts';
import { Random } from '../units/random.ts';
import { measuredCase, placeMeasurements } from './calibration-case.ts';

const SCENE = cityOf([]);
const SECTOR = { ...sectorAt(0, 0, 30), id: 'A', frequencyHz: 1.815e9 };
const shadow = shadowField(6, 40, 2);
const levelAt = (x: number, y: number) => -80 + shadow(x, y);

/** Two phones on the same streets; every third row of phone 0 is of another sector. */
function drive(offsetsDb: readonly number[], patch: Partial<MeasurementSet> = {}): MeasurementSet {
  const random = new Random(4);
  const rows = offsetsDb.flatMap((offset, device) =>
    Array.from({ length: 1500 }, (_, i) => {
      const [x, y] = [random.between(-150, 150), 40 * (i % 5)];
      return {
        x,
        y,
        device,
        level: levelAt(x, y) + offset + random.normal(),
        cell: device === 0 && i % 3 === 0 ? 1 : 0,
      };
    }),
  );
  return measurementSet({
    name: 'drive.csv',
    positions: { kind: 'local', x: Float64Array.from(rows, (r) => r.x), y: Float64Array.from(rows, (r) => r.y) },
    rsrpDbm: Float32Array.from(rows, (r) => r.level),
    cell: Int32Array.from(rows, (r) => r.cell),
    cells: ['A', 'B'],
    device: Int32Array.from(rows, (r) => r.device),
    devices: offsetsDb.map((_, d) => `phone ${d}`),
    ...patch,
  });
}

/** Mean of what the cells read above the truth [dB]. */
function bias({ observations }: ReturnType<typeof measuredCase>): number {
  const { x, y, levelDbm, count } = observations;
  return x.reduce((sum, at, i) => sum + levelDbm[i]! - levelAt(at, y[i]!), 0) / count;
}

describe('phones that read differently', () => {
  const placed = placeMeasurements(drive([4, -2]), SCENE);

  it('are levelled before their readings are binned, and the report says by how much', () => {
    const { deviceOffsets, served } = measuredCase(placed, SCENE, SECTOR, 5);
    expect(deviceOffsets.map(({ device, rows }) => [device, rows])).toEqual([
      ['phone 1', 1500],
      ['phone 0', 1000],
    ]);
    const [one, zero] = deviceOffsets;
    expect(Math.abs(zero!.offsetDb - one!.offsetDb - 6)).toBeLessThan(0.5);
    expect(zero!.sdDb).toBeLessThan(0.5);
    // Both phones on the common level, also where other sectors are looked at.
    const { device } = placed.set;
    const apart = [0, 1].map((d) => {
      const levels = Array.from(served!.all.levelDbm).filter((_, i) => device![i] === d);
      return levels.reduce((a, b) => a + b, 0) / levels.length;
    });
    expect(Math.abs(apart[0]! - apart[1]!)).toBeLessThan(0.7);
  });

  it('are left as they read where that is asked for, or where there is one phone', () => {
    const raw = measuredCase(placed, SCENE, SECTOR, 5, { deviceOffsets: false });
    expect(raw.deviceOffsets).toEqual([]);
    expect(raw.served!.all.levelDbm).toBe(placed.set.rsrpDbm);
    // 1500 rows at -2 dB and 1000 at +4 dB.
    expect(Math.abs(bias(raw) - 0.4)).toBeLessThan(0.5);
    const alone = measuredCase(placeMeasurements(drive([4]), SCENE), SCENE, SECTOR, 5);
    expect(alone.deviceOffsets).toEqual([]);
    expect(Math.abs(bias(alone) - 4)).toBeLessThan(0.5);
  });
});

describe('measurements of another carrier', () => {
  const set = drive([0]);
  const carriers = (of: (i: number) => number) => ({ frequencyHz: Float64Array.from(set.rsrpDbm, (_, i) => of(i)) });

  it('are left out and counted; rows that tell none stay', () => {
    // Band 3 channel 1300, band 7 channel 2850, or nothing.
    const mixed = drive(
      [0],
      carriers((i) => [1.815e9, 2.63e9, Number.NaN][i % 3]!),
    );
    const { otherCarrierRows, observations } = measuredCase(placeMeasurements(mixed, SCENE), SCENE, SECTOR, 5);
    const own = [...mixed.cell.keys()].filter((i) => mixed.cell[i] === 0);
    expect(otherCarrierRows).toBe(own.filter((i) => i % 3 === 1).length);
    expect(observations.samples.reduce((a, b) => a + b, 0)).toBe(own.length - otherCarrierRows);
  });

  it('within 5 % are of the same band', () => {
    const near = drive(
      [0],
      carriers(() => 1.815e9 * 1.04),
    );
    expect(measuredCase(placeMeasurements(near, SCENE), SCENE, SECTOR, 5).otherCarrierRows).toBe(0);
  });

  it('are refused with both carriers where there is nothing else', () => {
    const other = placeMeasurements(
      drive(
        [0],
        carriers(() => 2.63e9),
      ),
      SCENE,
    );
    expect(() => measuredCase(other, SCENE, SECTOR, 5)).toThrow(
      /All 1000 rows of sector A in drive.csv were measured at 2630 MHz, .* has the sector at 1815 MHz.*Correct the frequency/,
    );
  });
});
