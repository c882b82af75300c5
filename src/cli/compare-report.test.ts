import { describe, expect, it } from 'vitest';
import { compareBaselines } from '../calibration/baselines/compare-baselines.ts';
import type { MapFile } from '../io/formats/map-description.ts';
import { measurementSet } from '../measurements/measurement-set.ts';
import { sceneFromFootprints } from '../scene/build-scene.ts';
import { type CompareInput, compareReport } from './compare-report.ts';
import { pairMaps, pairMeasurements } from './compared-pairs.ts';

const NONE = Number.NaN;

/** 20 x 1 cells of 10 m eastward from 0; the cell at 195 m has no coverage. */
const prediction: MapFile = {
  rows: 1,
  columns: 20,
  values: Float32Array.from({ length: 20 }, (_, i) => (i === 19 ? NONE : -80 - i)),
  grid: { columns: 20, rows: 1, cellSizeM: 10, westM: 0, northM: 10 },
  frame: null,
  description: null,
};

const hut = (west: number, heightM: number) => ({
  id: `hut ${west}`,
  wallMaterial: 'concrete',
  roofMaterial: 'concrete',
  outer: Float64Array.of(west, 20, west + 10, 20, west + 10, 30, west, 30),
  holes: [],
  heightM,
});
const scene = sceneFromFootprints('row', {
  buildings: [hut(0, 8), hut(100, 35)],
  frame: null,
  source: 'footprints',
  groundBoundsM: null,
  issues: [],
});

// At 5, 15, 105, 195 m: errors +1, -1, +4, none.
const set = measurementSet({
  name: 'walk.csv',
  positions: { kind: 'local', x: Float64Array.of(5, 15, 105, 195), y: new Float64Array(4).fill(5) },
  rsrpDbm: Float32Array.of(-81, -80, -94, -120),
  cell: Int32Array.of(1, 0, 1, -1),
  cells: ['A', 'B'],
  device: Int32Array.of(0, 0, 1, 1),
  devices: ['phone', 'scanner'],
});

const input = (patch: Partial<CompareInput> = {}): CompareInput => ({
  prediction,
  pairs: pairMeasurements(prediction, set, null, 'map.npy'),
  policy: 'covered',
  sectors: [{ x: 0, y: 5, z: 1.5 }],
  scene,
  set,
  extra: {},
  ...patch,
});

interface Row {
  readonly name: string;
  readonly mae: number;
  readonly count: number;
  readonly measured: number;
}
const rowsOf = (document: Readonly<Record<string, unknown>>, key: string) =>
  (document[key] as readonly Row[]).map(({ name, mae, count, measured }) => [name, mae, count, measured]);

describe('compareReport', () => {
  it('breaks errors down by sector and device, uncovered rows counted beside', () => {
    const { document } = compareReport(input());
    expect(rowsOf(document, 'by_sector')).toEqual([
      ['A', 1, 1, 1],
      ['B', 2.5, 2, 2],
    ]);
    expect(rowsOf(document, 'by_device')).toEqual([
      ['phone', 1, 2, 2],
      ['scanner', 4, 1, 2],
    ]);
  });

  it('breaks errors down by the tallest building within 50 m', () => {
    const { document } = compareReport(input());
    expect(rowsOf(document, 'by_height_near')).toEqual([
      ['no building', NONE, 0, 1],
      ['0-10 m', 1, 2, 2],
      ['over 30 m', 4, 1, 1],
    ]);
  });

  it('says null where it is not known what to group by', () => {
    const { document } = compareReport(
      input({ pairs: pairMaps(prediction, prediction, ['a', 'b']), set: null, scene: null, sectors: [] }),
    );
    expect(document).toMatchObject({
      by_distance: null,
      by_los: null,
      by_land_use: null,
      by_height_near: null,
      by_sector: null,
      by_device: null,
    });
    const plain = { ...set, device: null, devices: [] };
    expect(compareReport(input({ set: plain })).document.by_device).toBeNull();
  });

  it('tells why a figure is missing', () => {
    const level = measurementSet({ ...set, rsrpDbm: new Float32Array(4).fill(-90) });
    const pairs = pairMeasurements(prediction, level, null, 'map.npy');
    const { document, text } = compareReport(input({ pairs, set: level }));
    expect(document.not_defined).toEqual({ pcc: 'all measured values are equal', r2: 'all measured values are equal' });
    expect(text).toContain('pcc is not defined: all measured values are equal');
  });

  it('shows the first groups of many and says how many more there are', () => {
    const names = Array.from({ length: 15 }, (_, i) => `cell ${i}`);
    const many = measurementSet({
      name: 'many.csv',
      positions: { kind: 'local', x: new Float64Array(15).fill(5), y: new Float64Array(15).fill(5) },
      rsrpDbm: new Float32Array(15).fill(-81),
      cell: Int32Array.from(names, (_, i) => i),
      cells: names,
    });
    const { document, text } = compareReport(
      input({ pairs: pairMeasurements(prediction, many, null, 'map.npy'), set: many }),
    );
    expect(document.by_sector).toHaveLength(15);
    expect(text.at(-1)).toBe('... and 3 more (--json has all)');
  });
});

describe('compareBaselines', () => {
  const lengths = [1, 10, 100, 1000];
  const truth = lengths.map((d) => -20 - 30 * Math.log10(d));

  it('fits the median and a line over lg distance to the rows that count', () => {
    const found = compareBaselines([-20, NONE, -80, -110], truth, lengths, 'covered');
    expect(found.map(({ name, metrics }) => [name, metrics.count])).toEqual([
      ['constant', 3],
      ['log-distance', 3],
    ]);
    expect(found[0]!.parameters).toEqual({ level: -80 });
    // -20, -80, -110 about -80: 60, 0, 30.
    expect(found[0]!.metrics.mae).toBeCloseTo(30, 9);
    expect(found[1]!.parameters.slope).toBeCloseTo(-30, 6);
    expect(found[1]!.parameters.offset).toBeCloseTo(-20, 6);
    expect(found[1]!.metrics.rmse).toBeLessThan(1e-6);
    expect(compareBaselines([-20, NONE, -80, -110], truth, lengths, 'all')[0]!.metrics.count).toBe(4);
  });

  it('has no line without distances, or where all are equal', () => {
    const names = (lengthsM: number[] | null) =>
      compareBaselines(truth, truth, lengthsM, 'covered').map(({ name }) => name);
    expect(names(null)).toEqual(['constant']);
    expect(names([50, 50, 50, 50])).toEqual(['constant']);
    expect(compareBaselines([NONE], [-90], [10], 'covered')).toEqual([]);
  });
});
