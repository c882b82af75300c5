import { beforeEach, describe, expect, it } from 'vitest';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { startHistory } from '../commands/history.ts';
import type { ValueCells } from '../results/layer-cells.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { type CompareMode, NOW, type ResultRef } from '../store/swipe-state.ts';
import { createRegistry, type TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { PatternCutsByName } from './pattern-cuts-by-name.ts';
import { sidePicture } from './side-picture.ts';

const GRID: RasterGrid = { columns: 1, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };
const cells = (scale: ValueCells['scale']): ValueCells => ({
  ...{ kind: 'values', grid: GRID, scale, values: Float32Array.of(-80) },
});
const POINTS = { rsrpDbm: Float32Array.of(-80) } as MeasurementsView;

describe('the two maps of a comparison', () => {
  let registry: TypedArrayRegistry;
  const pictures = (second: ResultRef | null, mode: CompareMode = 'swipe', patch: Partial<StudioState> = {}) => {
    const history = startHistory({ ...EMPTY_PROJECT, measurementId: 'm' });
    const swipe = second && { mode, at: 0.5, first: NOW, second };
    const state = { ...studioStore.getState(), history, swipe, layer: 'rsrp', measuredShown: true, ...patch } as const;
    const of = (side: 'first' | 'second') => sidePicture(side, state, registry, 'light', new PatternCutsByName(), null);
    return [of('first'), of('second')] as const;
  };
  const reference: ResultRef = { kind: 'engine', engine: 'reference' };
  const measured: ResultRef = { kind: 'measured' };

  beforeEach(() => {
    registry = createRegistry();
    registry.measurements.set('m', POINTS);
    registry.shown = { first: cells('rsrp'), second: cells('rsrp'), difference: cells('residual') };
  });

  it('have a layer each, and the measured points over both', () => {
    const [first, second] = pictures(reference);
    expect([first.cells, second.cells]).toEqual([registry.shown.first, registry.shown.second]);
    expect([first.measurements, second.measurements]).toEqual([POINTS, POINTS]);
  });

  it('keep predicted and measured apart: a raster without points, points without a raster', () => {
    const [predicted, points] = pictures(measured);
    expect(predicted).toMatchObject({ cells: registry.shown.first, measurements: null });
    expect(points).toMatchObject({ cells: null, measurements: POINTS });
    // Points that were hidden are what this side is of.
    expect(pictures(measured, 'side', { measuredShown: false })[1].measurements).toBe(POINTS);
  });

  it('give way to one map of what sets them apart, with points in the colours of their residuals', () => {
    const [difference] = pictures(measured, 'difference');
    expect(difference).toMatchObject({ cells: registry.shown.difference, measurements: POINTS });
    expect(difference.residuals).toBe(registry.shown.difference);
  });

  it('are one where nothing is compared', () => {
    expect(pictures(null)[0]).toMatchObject({ cells: registry.shown.first, measurements: POINTS, residuals: null });
    expect(pictures(null, 'swipe', { measuredShown: false })[0].measurements).toBeNull();
  });

  it('have the marks of selected cells, which bring hidden points back, and none onto the predicted side', () => {
    registry.marked = { grid: GRID, marks: Uint8Array.of(1) };
    const [alone] = pictures(null, 'swipe', { measuredShown: false });
    expect(alone).toMatchObject({ marked: registry.marked, measurements: POINTS });
    expect(pictures(measured)[0].measurements).toBeNull();
  });
});
