import { describe, expect, it } from 'vitest';
import { colourOf } from '../../io/formats/map-colours.ts';
import type { SolveStats } from '../../propagation/radio-map.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import { classColours } from '../map/colour-scales.ts';
import { valuePainter } from '../map/value-colours.ts';
import { differenceCells, layerCells, type ValueCells } from '../results/layer-cells.ts';
import type { DataLayer } from '../results/layer-classes.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { NOTHING_SHOWN, type ShownCells } from '../results/shown-layer.ts';
import { SCALE_FACTS, type ValueScales } from '../results/value-scale.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { NOW, type SwipeState } from '../store/swipe-state.ts';
import { exportedLayer, hasLayer } from './exported-layer.ts';
import { layerLegend } from './layer-legend.ts';

const GRID: RasterGrid = { columns: 4, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
const NONE = Number.NaN;
const MAP: NetworkMap = {
  grid: GRID,
  sectorIds: ['A', 'B'],
  rsrpDbm: Float32Array.of(-60, -75, -125.5, NONE),
  server: Int16Array.of(0, 1, 1, -1),
  provenance: Uint8Array.of(1, 3, 5, 0),
  lineOfSight: Uint8Array.of(1, 0, 0, 0),
  spreadDb: Float32Array.of(1, 2, 30, NONE),
  shares: [],
  solves: [{} as SolveStats],
  refined: true,
};
const SOURCE = { inHand: null, measured: null, noiseFigureDb: 7, load: 1 };
const WORDS = { first: 'Sweep', second: 'U-Net', line: '', difference: 'U-Net − Sweep' };
const swipe = (mode: SwipeState['mode'], first: SwipeState['first'] = NOW): SwipeState => ({
  ...{ mode, at: 0.5, first, second: { kind: 'engine', engine: 'model:unet' } },
});

function exported(layer: DataLayer, patch: Partial<StudioState> = {}, shown?: ShownCells) {
  const state = { ...studioStore.getState(), layer, swipe: null, ...patch };
  const arrays = { shown: shown ?? { ...NOTHING_SHOWN, first: layerCells(layer, MAP, SOURCE) }, features: null };
  const found = exportedLayer(state, arrays, state.swipe && WORDS);
  expect(found !== null).toBe(hasLayer(state, arrays));
  return found;
}

describe('exportedLayer', () => {
  it.each(['rsrp', 'expected-error'] as const)('gives %s in the classes and colours of the screen', (name) => {
    const layer = exported(name)!;
    expect(layer).toMatchObject({ layer: name, unit: name === 'rsrp' ? 'dBm' : 'dB', grid: GRID, side: null });
    const scale = name === 'rsrp' ? 'rsrp' : 'error';
    const { colours, indexOf } = valuePainter(scale, SCALE_FACTS[scale].initial, 'light');
    for (const value of [-140, -125, -124.9, -75.01, -75, -60, 0, 2, 9.9, 15, 40])
      expect(colourOf(layer.scale, value)).toEqual(colours[indexOf(value)]);
  });

  it.each(['stepped', 'continuous'] as const)('follows classes that a person set, %s', (mode) => {
    const scales: ValueScales = { rsrp: { breaks: [-110, -100, -70], mode, palette: 'green-yellow-red' } };
    const layer = exported('rsrp', { scales })!;
    const { colours, indexOf } = valuePainter('rsrp', scales.rsrp!, 'light');
    for (const value of [-120, -110, -104, -100, -84.9, -70, -50])
      expect(colourOf(layer.scale, value)).toEqual(colours[indexOf(value)]);
    expect(layerLegend(layer, null).rows.map(({ cells }) => cells)).toEqual([1, 1, 0, 1]);
  });

  it.each(['best-server', 'los', 'provenance'] as const)('gives codes of %s with their names and colours', (name) => {
    const layer = exported(name)!;
    const { scale } = layer;
    const cells = layerCells(name, MAP, SOURCE);
    if (scale.kind !== 'classes' || cells?.kind !== 'classes') throw new Error('no classes');
    expect(Number.isNaN(layer.values[3])).toBe(true);
    const colours = classColours(name, 2, 'light');
    for (const cell of [0, 1, 2]) expect(colourOf(scale, layer.values[cell]!)).toEqual(colours[cells.classes[cell]!]);
    expect([0, 1, 2].map((cell) => scale.names[layer.values[cell]!])).toEqual(
      {
        'best-server': ['A', 'B', 'B'],
        los: ['in sight', 'no sight', 'no sight'],
        provenance: ['direct', 'transmitted', 'predicted'],
      }[name],
    );
  });

  it('gives the count of overlapping sectors as the code', () => {
    const cells = {
      ...({ kind: 'classes', of: 'overlap', grid: GRID, labels: ['1 sector', '2 sectors'] } as const),
      classes: Int16Array.of(0, 1, 1, -1),
    };
    const { values, scale } = exported('overlap', {}, { ...NOTHING_SHOWN, first: cells })!;
    expect([...values]).toEqual([1, 2, 2, NONE]);
    expect(scale.kind === 'classes' && [1, 2].map((n) => scale.names[n])).toEqual(['1 sector', '2 sectors']);
    expect(colourOf(scale, 2)).toEqual(classColours('overlap', 2, 'light')[1]);
  });

  it('takes the first of two maps, the predicted one beside what was measured, and the difference where that is shown', () => {
    const first = layerCells('rsrp', MAP, SOURCE) as ValueCells;
    const second = { ...first, values: first.values.map((level) => level + 5) };
    const shown = { first, second, difference: differenceCells(first, second, 'difference') };
    expect(exported('rsrp', { swipe: swipe('side') }, shown)).toMatchObject({
      ...{ layer: 'rsrp', title: 'RSRP, Sweep', side: 'Sweep', values: first.values },
    });
    expect(exported('rsrp', { swipe: swipe('swipe', { kind: 'measured' }) }, shown)).toMatchObject({
      ...{ title: 'RSRP, U-Net', values: second.values },
    });
    const difference = exported('rsrp', { swipe: swipe('difference') }, shown)!;
    expect(difference).toMatchObject({
      ...{ layer: 'difference-rsrp', title: 'Difference of RSRP, U-Net − Sweep', unit: 'dB' },
    });
    expect([...difference.values]).toEqual([5, 5, 5, NONE]);
    const { colours, indexOf } = valuePainter('difference', SCALE_FACTS.difference.initial, 'light');
    for (const db of [-30, -12, -3.1, 0, 2.9, 3, 20])
      expect(colourOf(difference.scale, db)).toEqual(colours[indexOf(db)]);
    expect(exported('rsrp', { swipe: swipe('difference') }, { ...shown, difference: null })).toBeNull();
  });

  it('has nothing of the city alone, and nothing before there is a map', () => {
    const state = { ...studioStore.getState(), layer: 'none' as const };
    expect(exportedLayer(state, { shown: NOTHING_SHOWN, features: null }, null)).toBeNull();
    expect(exported('rsrp', {}, NOTHING_SHOWN)).toBeNull();
  });
});

describe('layerLegend', () => {
  it('counts outdoor cells of every class in the order of the screen, and those without data', () => {
    const { rows, noData, total } = layerLegend(exported('rsrp')!, Uint8Array.of(0, 1, 0, 0));
    expect(rows.map(({ label, cells }) => [label, cells])).toEqual([
      ['≥ −75', 1],
      ['−75 … −85', 0],
      ['−85 … −95', 0],
      ['−95 … −105', 0],
      ['−105 … −115', 0],
      ['−115 … −125', 0],
      ['< −125', 1],
    ]);
    expect([noData, total]).toEqual([1, 3]);
    expect(layerLegend(exported('expected-error')!, null).rows[0]).toMatchObject({ label: '< 2', cells: 1 });
  });

  it('leaves out codes that do not occur', () => {
    expect(layerLegend(exported('provenance')!, null).rows.map(({ label }) => label)).toEqual([
      ...['direct', 'transmitted', 'predicted'],
    ]);
  });
});
