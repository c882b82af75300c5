import { describe, expect, it } from 'vitest';
import { modelFacts } from '../../testing/model-facts.ts';
import { startHistory } from '../commands/history.ts';
import { compareWords } from '../compare/result-words.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { type CompareMode, NOW, type ResultRef } from '../store/swipe-state.ts';
import type { LayerName } from './layer-classes.ts';
import { legendContent, pointsApart, wholeOf } from './legend-content.ts';

const UNET = modelFacts({ id: 'unet', name: 'U-Net' });
const COUNTS = { cells: [1, 2, 3, 4, 5, 6, 7], noData: 0 };

function state(patch: Partial<StudioState> = {}): StudioState {
  return { ...studioStore.getState(), history: startHistory(EMPTY_PROJECT), models: [UNET], ...patch };
}

const swipe = (second: ResultRef, mode: CompareMode = 'swipe', first: ResultRef = NOW) => ({
  ...{ mode, at: 0.5, first, second },
});
const shown = (layer: LayerName, patch: Partial<NonNullable<StudioState['shown']>> = {}) => ({
  ...{ version: 1, layer, cellSizeM: 5, labels: null, first: COUNTS, second: null, difference: null, ...patch },
});

describe('legendContent', () => {
  it('counts by the classes that were set', () => {
    const scales = { rsrp: { breaks: [-100, -80], mode: 'stepped', palette: 'cividis' } } as const;
    const content = legendContent('rsrp', state({ scales, shown: shown('rsrp') }), null);
    expect(content.labels).toEqual(['≥ −80', '−80 … −100', '< −100']);
    expect(content.columns).toEqual([{ name: '', counts: COUNTS, ofData: false }]);
    expect(content.columns.map(wholeOf)).toEqual([28]);
    expect(content.scale).toBe('rsrp');
  });

  it('has no figures of another layer', () => {
    expect(legendContent('sinr', state({ shown: shown('rsrp') }), null).columns[0]?.counts).toBeNull();
  });

  it('says whose expectation an expected error is', () => {
    const map = { solves: { engines: ['model:unet'] } } as unknown as NonNullable<StudioState['map']>;
    const content = legendContent('expected-error', state({ map, shown: shown('expected-error') }), null);
    expect(content.labels).toHaveLength(7);
    expect(content.note).toContain('U-Net');
  });

  it('says of which sector a path gain is', () => {
    expect(legendContent('path-gain', state({ selection: null }), null).note).toBe('Of the best server.');
    const selection = { kind: 'sector', id: 'A' } as const;
    expect(legendContent('path-gain', state({ selection }), null).note).toBe('Of A alone.');
  });

  it('says why there is no overlap of one sector', () => {
    const map = (sectors: number) =>
      ({ served: { cells: new Array(sectors).fill(1), noData: 0 } }) as unknown as NonNullable<StudioState['map']>;
    expect(legendContent('overlap', state({ map: map(1) }), null).note).toContain('two sectors at least');
    expect(legendContent('overlap', state({ map: map(2) }), null).note).toContain('6 dB');
  });

  it('names the servers in the order of the map', () => {
    const servers = shown('best-server', { labels: ['B', 'A'] });
    expect(legendContent('best-server', state({ shown: servers }), null).labels).toEqual(['B', 'A']);
  });

  it('has a column for each of two maps', () => {
    const two = state({
      swipe: swipe({ kind: 'engine', engine: 'model:unet' }),
      shown: shown('rsrp', { second: { cells: [28], noData: 0 } }),
    });
    expect(legendContent('rsrp', two, compareWords(two, null)).columns.map(({ name }) => name)).toEqual([
      ...['Sweep', 'U-Net'],
    ]);
  });

  it('says which of two maps a difference is of, and waits for both', () => {
    const waiting = state({
      swipe: swipe({ kind: 'engine', engine: 'model:unet' }, 'difference'),
      shown: shown('rsrp'),
    });
    const content = legendContent('rsrp', waiting, compareWords(waiting, null));
    expect(content).toMatchObject({
      unit: 'U-Net − Sweep, dB',
      note: 'Once both maps are there.',
      scale: 'difference',
    });
    const there = { ...waiting, shown: shown('rsrp', { difference: COUNTS }) };
    expect(legendContent('rsrp', there, compareWords(there, null))).toMatchObject({
      ...{ columns: [{ counts: COUNTS }], note: null },
    });
  });

  it('calls the difference from what was measured a residual, prediction first', () => {
    const beside = state({ swipe: swipe({ kind: 'measured' }, 'difference'), shown: shown('rsrp') });
    expect(legendContent('rsrp', beside, compareWords(beside, null))).toMatchObject({
      ...{ title: 'Residual', unit: 'Sweep − measured, dB', scale: 'residual' },
    });
  });

  it('takes shares of what was measured from the measured cells alone', () => {
    const second = { cells: [3, 1], noData: 24 };
    const beside = state({ swipe: swipe({ kind: 'measured' }), shown: shown('rsrp', { second }) });
    const { columns } = legendContent('rsrp', beside, compareWords(beside, null));
    expect(columns.map(wholeOf)).toEqual([28, 4]);
  });

  it('leaves points out where it tells their colours', () => {
    const apart = (patch: Partial<StudioState>) => pointsApart(state({ layer: 'rsrp', ...patch }));
    expect(apart({ shown: shown('rsrp') })).toBe(false);
    expect(apart({ layer: 'sinr', shown: shown('sinr') })).toBe(true);
    expect(apart({ layer: 'residual', shown: shown('residual') })).toBe(false);
    const there = shown('rsrp', { difference: COUNTS });
    const other: ResultRef = { kind: 'engine', engine: 'model:unet' };
    expect(apart({ swipe: swipe(other, 'difference'), shown: there })).toBe(true);
    // Their colours are those of the residuals on the ground, once there are such.
    expect(apart({ swipe: swipe({ kind: 'measured' }, 'difference'), shown: there })).toBe(false);
    expect(apart({ swipe: swipe({ kind: 'measured' }, 'difference'), shown: shown('rsrp') })).toBe(true);
    expect(apart({ swipe: swipe({ kind: 'measured' }), shown: shown('rsrp') })).toBe(false);
  });

  it('asks for a second result where there is none', () => {
    const open = state({ swipe: swipe({ kind: 'engine', engine: null }, 'difference') });
    expect(compareWords(open, null)).toBeNull();
    expect(legendContent('rsrp', open, null).note).toBe('Choose what to compare with.');
  });
});

it('calls the sides of a comparison by what they are', () => {
  const words = (patch: Partial<StudioState>) => compareWords(state(patch), { extruded: false, buildings: [] });
  expect(words({ swipe: null })).toBeNull();
  expect(words({ swipe: swipe({ kind: 'calibration' }) })).toMatchObject({
    ...{ first: 'before', second: 'after', line: 'Line between the map before and after' },
  });
  const bySweep = startHistory({ ...EMPTY_PROJECT, settings: { ...EMPTY_PROJECT.settings, engine: 'sweep' } });
  expect(words({ history: bySweep, swipe: swipe({ kind: 'engine', engine: 'auto' }) })?.second).toBe('Launch');
  // Two sides of one name are told apart.
  expect(words({ swipe: swipe({ kind: 'engine', engine: 'auto' }) })?.second).toBe('Launch (2)');
  const kept = [{ id: 'k', name: 'As planned' }] as unknown as StudioState['kept'];
  expect(words({ kept, swipe: swipe({ kind: 'kept', id: 'k' }) })).toMatchObject({
    ...{ first: 'now', second: 'As planned', difference: 'As planned − now' },
  });
  expect(words({ swipe: swipe({ kind: 'before', label: 'Turn', project: EMPTY_PROJECT }) })?.second).toBe(
    'before “Turn”',
  );
  expect(words({ swipe: swipe({ kind: 'measured' }) })?.difference).toBe('Launch − measured');
});
