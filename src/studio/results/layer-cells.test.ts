import { describe, expect, it } from 'vitest';
import { binByCell } from '../../measurements/bin-by-cell.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import {
  correctedCells,
  countCells,
  differenceCells,
  type LayerSource,
  layerCells,
  measuredCells,
} from './layer-cells.ts';
import type { DataLayer } from './layer-classes.ts';
import { SCALE_FACTS } from './value-scale.ts';

const GRID: RasterGrid = { columns: 4, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const NONE = Number.NaN;
const MAP = networkOf(
  GRID,
  [
    sectorShare('A', sectorMap(GRID, [-90, -100, -130, NONE]), { referenceDbm: 10 }),
    sectorShare('B', sectorMap(GRID, [-100, -90, NONE, NONE], 4), { referenceDbm: 12 }),
    sectorShare('C', sectorMap(GRID, [-95, NONE, -135, NONE]), { referenceDbm: 10, frequencyHz: 1.8e9 }),
  ],
  true,
);
// One row in cell 0, one in cell 3.
const measured = binByCell(GRID, [5, 35], [5, 5], [-84, -120]);
const SOURCE: LayerSource = { inHand: null, measured, noiseFigureDb: 7, load: 1 };

function valuesOf(layer: DataLayer, patch: Partial<LayerSource> = {}): number[] | null {
  const cells = layerCells(layer, MAP, { ...SOURCE, ...patch });
  return cells?.kind === 'values' ? [...cells.values].map((value) => Number(value.toFixed(3))) : null;
}

describe('layers of values', () => {
  it('has the path gain of the sector in hand, or else of the best server', () => {
    expect(valuesOf('path-gain')).toEqual([-90, -90, -130, NONE]);
    expect(valuesOf('path-gain', { inHand: 'B' })).toEqual([-100, -90, NONE, NONE]);
    expect(valuesOf('path-gain', { inHand: 'gone' })).toEqual([-90, -90, -130, NONE]);
  });

  it('has SINR among sectors of one carrier alone', () => {
    // Noise of 15 kHz with 7 dB: -125.214 dBm. Cell 0: -80 over B's -88; C is on another carrier. Cell 2: -120 over noise.
    expect(valuesOf('sinr')).toEqual([7.999, 11.999, 5.214, NONE]);
    // A tenth of the load lets 10 dB through, as far as noise does.
    expect(valuesOf('sinr', { load: 0.1 })?.[0]).toBeCloseTo(17.992, 2);
    expect(valuesOf('sinr', { load: 0 })?.[0]).toBeCloseTo(45.214, 2);
    expect(valuesOf('sinr', { noiseFigureDb: 10 })?.[2]).toBeCloseTo(2.214, 2);
  });

  it('has SINR of the sector that the best-server layer shows, also where levels differ by less than they are kept with', () => {
    const shares = [
      sectorShare('A', sectorMap(GRID, [-90, -90, NONE, NONE]), { referenceDbm: 10 }),
      sectorShare('B', sectorMap(GRID, [-90, -91, NONE, NONE]), { referenceDbm: 10 + 1e-9, frequencyHz: 1.8e9 }),
      sectorShare('C', sectorMap(GRID, [-98, -98, NONE, NONE]), { referenceDbm: 10 }),
    ];
    const map = networkOf(GRID, shares, true);
    expect([...map.server]).toEqual([0, 0, -1, -1]);
    const cells = layerCells('sinr', map, SOURCE);
    const values = cells?.kind === 'values' ? [...cells.values] : [];
    // B would have its carrier to itself, 45 dB over noise; A has C on its own.
    expect(values[0]).toBeCloseTo(8, 2);
    expect(values[1]).toBeCloseTo(8, 2);
    expect(values.slice(2)).toEqual([NONE, NONE]);
  });

  it('has what one user alone would get by the SINR and the bandwidth of its server', () => {
    const sinrDb = valuesOf('sinr', { load: 0.5 })!;
    const expected = sinrDb.map((db) => 18 * Math.log2(1 + 10 ** (db / 10)));
    const mbps = valuesOf('throughput', { load: 0.5 })!;
    for (const cell of [0, 1, 2]) expect(mbps[cell]).toBeCloseTo(expected[cell]!, 1);
    expect(mbps[3]).toBeNaN();
  });

  it('has residuals where there are both, and none without measurements', () => {
    expect(valuesOf('residual')).toEqual([4, NONE, NONE, NONE]);
    expect(layerCells('residual', MAP, { ...SOURCE, measured: null })).toBeNull();
  });
});

describe('layers of classes', () => {
  const classesOf = (layer: DataLayer) => {
    const cells = layerCells(layer, MAP, SOURCE);
    return cells?.kind === 'classes' ? [...cells.classes] : null;
  };

  it('counts the sectors of one carrier within 6 dB of the server, and has nothing to count for one sector', () => {
    // Cell 0: A at -80, B at -88, C at -85 on another carrier.
    expect(classesOf('overlap')).toEqual([0, 0, 0, -1]);
    const near = [
      sectorShare('A', sectorMap(GRID, [-90, -90, -130, NONE]), { referenceDbm: 10 }),
      sectorShare('B', sectorMap(GRID, [-95, -90, NONE, NONE]), { referenceDbm: 10 }),
      sectorShare('C', sectorMap(GRID, [-97, -96, NONE, NONE]), { referenceDbm: 10 }),
    ];
    const cells = layerCells('overlap', networkOf(GRID, near, true), SOURCE);
    expect(cells).toMatchObject({ kind: 'classes', labels: ['1 sector', '2 sectors', '3 sectors'] });
    expect(cells?.kind === 'classes' && [...cells.classes]).toEqual([1, 2, 0, -1]);
    expect(layerCells('overlap', networkOf(GRID, near.slice(0, 1), true), SOURCE)).toBeNull();
    const four = ['A', 'B', 'C', 'D'].map((id, k) =>
      sectorShare(id, sectorMap(GRID, [-90 - k, -90 - 3 * k, -115 - k, NONE]), { referenceDbm: 10 }),
    );
    // Cell 2: four within 6 dB, at -105 dBm.
    const pollution = layerCells('pilot-pollution', networkOf(GRID, four, true), SOURCE);
    expect(pollution).toMatchObject({ kind: 'classes', labels: ['none', '1 sector'] });
    expect(pollution?.kind === 'classes' && [...pollution.classes]).toEqual([1, 0, 0, -1]);
  });

  it('keeps no data apart', () => {
    expect(classesOf('best-server')).toEqual([0, 1, 0, -1]);
    expect(classesOf('los')).toEqual([0, 1, 0, -1]);
    expect(classesOf('provenance')).toEqual([0, 3, 0, -1]);
  });
});

it('counts every outdoor cell once, by the scale that is set', () => {
  const cells = layerCells('rsrp', MAP, SOURCE)!;
  const scale = SCALE_FACTS.rsrp.initial;
  // -80, -78, -120, no data.
  expect(countCells(cells, scale, null)).toEqual({ cells: [0, 2, 0, 0, 0, 1, 0], noData: 1 });
  expect(countCells(cells, { ...scale, breaks: [-100, -79] }, Uint8Array.of(1, 0, 0, 0))).toEqual({
    ...{ cells: [1, 0, 1], noData: 1 },
  });
});

it('takes the first from the second where both are values of one kind', () => {
  const first = layerCells('rsrp', MAP, SOURCE);
  const difference = differenceCells(measuredCells(measured), first, 'residual');
  expect([...(difference?.values ?? [])]).toEqual([4, NONE, NONE, NONE]);
  expect(differenceCells(first, layerCells('sinr', MAP, SOURCE), 'difference')).toBeNull();
  expect(differenceCells(first, layerCells('los', MAP, SOURCE), 'difference')).toBeNull();
  expect(differenceCells(first, null, 'difference')).toBeNull();
});

it('has no uncertainty where the engine has no coverage', () => {
  const corrected = { grid: GRID, rsrpDbm: Float32Array.of(-60, NONE, -80, -80), sdDb: Float32Array.of(2, 3, 15, 40) };
  expect([...correctedCells('uncertainty', corrected).values]).toEqual([2, NONE, 15, 40]);
  expect(correctedCells('corrected', corrected)).toMatchObject({ scale: 'rsrp', values: corrected.rsrpDbm });
});
