import { describe, expect, it } from 'vitest';
import type { FileSource } from '../io/formats/source.ts';
import { measurementSet } from '../measurements/measurement-set.ts';
import { TOWN } from '../testing/calibration-town.ts';
import { MeasurementShelf } from './measurement-shelf.ts';

const set = measurementSet({
  name: 'drive.csv',
  positions: { kind: 'local', x: Float64Array.of(0, 10, 20), y: new Float64Array(3) },
  rsrpDbm: Float32Array.of(-80, -81, -82),
  cell: new Int32Array(3),
  cells: ['A'],
  device: Int32Array.of(0, 0, -1),
  devices: ['phone'],
  timeMs: Float64Array.of(1000, 2000, 3000),
  rows: 5,
});
const source: FileSource = { kind: 'files', files: [{ name: 'drive.csv', key: 'drivedrive', bytes: 9 }] };

async function shelf() {
  const kept = new MeasurementShelf();
  const { measurements } = await kept.keep(set, TOWN, 'town', source);
  return { kept, plain: measurements };
}

describe('measurements that are kept', () => {
  it('are prepared under a name of their own, and the others stay', async () => {
    const { kept, plain } = await shelf();
    const shift = { eastM: 5, northM: 0 };
    const { measurements, source: told } = await kept.prepare(plain.id, { fromMs: 2000, shift });
    expect(told).toEqual({ ...source, preparation: { fromMs: 2000, shift } });
    expect(measurements.id).not.toBe(plain.id);
    expect(measurements).toMatchObject({ accepted: 3, rejected: 2, used: 2 });
    expect([...measurements.x]).toEqual([15, 25]);
    expect(measurements.prepared?.removed.map(({ count }) => count)).toEqual([0, 1, 0]);
    expect(kept.of(plain.id).set.count).toBe(3);
    expect(kept.of(measurements.id).set.count).toBe(2);
  });

  it('are prepared from what was read, not from what was prepared before', async () => {
    const { kept, plain } = await shelf();
    const late = (await kept.prepare(plain.id, { fromMs: 3000 })).measurements;
    const early = (await kept.prepare(late.id, { toMs: 1000 })).measurements;
    expect([late.used, early.used]).toEqual([1, 1]);
    expect(early.rsrpDbm[0]).toBe(-80);
    const back = await kept.prepare(early.id, {});
    expect([back.measurements.id, back.measurements.prepared, back.source]).toEqual([plain.id, null, source]);
  });

  it('come prepared where their source says so', async () => {
    const { kept, plain } = await shelf();
    const prepared = (await kept.prepare(plain.id, { fromMs: 2000 })).measurements;
    const again = await new MeasurementShelf().keep(set, TOWN, 'town', { ...source, preparation: { fromMs: 2000 } });
    expect(again.measurements.id).toBe(prepared.id);
  });

  it('tell what can be chosen by, and what a choice would leave', async () => {
    const { kept, plain } = await shelf();
    expect(kept.facts(plain.id)).toEqual({
      rows: 3,
      time: [1000, 3000],
      speed: null,
      devices: [{ name: 'phone', rows: 2, offsetDb: 0, sdDb: Number.NaN }],
      streets: TOWN.roads.length,
    });
    expect(kept.tryPreparation(plain.id, { fromMs: 2000 })).toMatchObject({ rows: 3, kept: 2 });
    expect(() => kept.tryPreparation(plain.id, { mostSpeedMps: 1 })).toThrow('drive.csv tells no speeds');
    expect(() => kept.of('other')).toThrow('Measurements other are not open');
  });
});
